export {
  type InterconnectCode,
  InterconnectError,
  type InterconnectErrorOptions,
} from './errors/interconnect-error.ts';
export type {
  AcceptedReceipt,
  ChannelDecision,
  SignedDocument,
  StreamState,
  WaitingBatch,
} from './ports/documents.ts';
export type { DocumentToHandOn, Inbox, TakenDecision } from './ports/inbox.ts';
export type {
  CallingParty,
  KeptDecision,
  KeptReceipt,
  Outbox,
  OutgoingBatch,
  OutgoingSelection,
} from './ports/outbox.ts';
export type {
  Announcement,
  AnnouncementAnswer,
  Arrival,
  Caller,
  ChannelNotice,
  DeliveryOutcome,
  DeliveryResult,
  Found,
  Intake,
  Outlet,
  Reception,
  ReceptionState,
  WholeArrival,
} from './ports/reception.ts';
export type { ReceiverLimits } from './protocol/limits.ts';
export {
  createMetricsServer,
  createReceiver,
  type MetricsServer,
  type Receiver,
  type ReceiverOptions,
} from './receiver/create-receiver.ts';
export type { Unready } from './receiver/gauges.ts';
export {
  createReceiverHandler,
  type ReceiverHandler,
  type ReceiverHandlerOptions,
} from './receiver/receiver-handler.ts';
export type { TransferProgress } from './sender/send-batch.ts';
export type { DeliveredOutcome, ReceiverEvents, ToldBatch } from './telling/events.ts';
export type { Log, LogEvent } from './telling/log.ts';
export type { CounterName, HistogramName, Labels, Metrics } from './telling/metrics.ts';
export type { Remote, TlsIdentity } from './tls/remote.ts';
export { openFileUploadStore } from './uploads/file-upload-store.ts';
export type { NewUpload, OpenUpload, UploadStore, WholeUpload } from './uploads/upload-store.ts';
export type { RunOptions } from './workflow/connect.ts';
export type { DescribedError } from './workflow/failures.ts';
export type { ExchangedDecisions, HandedOn, RefusedDocument } from './workflow/hand-on.ts';
export type { FetchedReceipts, RefusedReceipt } from './workflow/keep-answers.ts';
export {
  type FailedBatch,
  type FetchedBatch,
  type InboxEvents,
  type PulledBatch,
  type PulledInbox,
  type PullOptions,
  pullInbox,
} from './workflow/pull-inbox.ts';
export type { OutboxEvents, OutboxRun, PeerResult, SendingResult } from './workflow/send-to-peer.ts';
export {
  type RunResult,
  type SendOutboxOptions,
  type SyncedPeer,
  type SyncOptions,
  sendOutbox,
  syncOutbox,
  type WatchOptions,
  watchOutbox,
} from './workflow/sync-outbox.ts';
