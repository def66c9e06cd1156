export type { InterconnectCode } from './errors/interconnect-error.ts';
export { InterconnectError, type InterconnectErrorOptions } from './errors/interconnect-error.ts';
export type { AcceptedReceipt, SignedDocument, StreamState, WaitingBatch } from './ports/documents.ts';
export type { Inbox } from './ports/inbox.ts';
export type { Outbox } from './ports/outbox.ts';
export type { Reception } from './ports/reception.ts';
export { defaultLimits, type ReceiverLimits } from './protocol/limits.ts';
export { createReceiver, type Receiver, type ReceiverOptions } from './receiver/create-receiver.ts';
export { createMetricsServer, type MetricsServer } from './receiver/metrics-server.ts';
export {
  createReceiverHandler,
  type ReceiverHandler,
  type ReceiverHandlerOptions,
} from './receiver/receiver-handler.ts';
export { fetchNotice, fetchReceipts, fetchWaiting, handNotice, handReceipt } from './sender/ask.ts';
export { type Connection, type ConnectionOptions, openConnection } from './sender/connection.ts';
export { type FetchOptions, fetchBatch, type GrowingFile } from './sender/fetch-batch.ts';
export type { RetryOptions } from './sender/retry.ts';
export {
  type SendOptions,
  type SentTransfer,
  sendBatch,
  type TransferProgress,
} from './sender/send-batch.ts';
export type { Log, LogEvent } from './telling/log.ts';
export type { Metrics } from './telling/metrics.ts';
export type { Remote, TlsIdentity } from './tls/remote.ts';
export { openFileUploadStore } from './uploads/file-upload-store.ts';
export type { OpenUpload, UploadStore, WholeUpload } from './uploads/upload-store.ts';
export { type PulledInbox, type PullOptions, pullInbox } from './workflow/pull-inbox.ts';
export {
  type RunResult,
  type SyncedPeer,
  type SyncOptions,
  sendOutbox,
  syncOutbox,
  type WatchOptions,
  watchOutbox,
} from './workflow/sync-outbox.ts';
