export type { InterconnectCode } from './errors/interconnect-error.ts';
export { InterconnectError } from './errors/interconnect-error.ts';
export type { SignedDocument } from './ports/documents.ts';
export type { Inbox } from './ports/inbox.ts';
export type { Outbox } from './ports/outbox.ts';
export type { Reception } from './ports/reception.ts';
export type { ReceiverLimits } from './protocol/limits.ts';
export { createReceiver, type Receiver, type ReceiverOptions } from './receiver/create-receiver.ts';
export { createMetricsServer, type MetricsServer } from './receiver/metrics-server.ts';
export {
  createReceiverHandler,
  type ReceiverHandler,
  type ReceiverHandlerOptions,
} from './receiver/receiver-handler.ts';
export type { ReceiverEvents } from './telling/events.ts';
export type { LogEvent } from './telling/log.ts';
export type { TlsIdentity } from './tls/remote.ts';
export { openFileUploadStore } from './uploads/file-upload-store.ts';
export type { UploadStore } from './uploads/upload-store.ts';
export { type PulledInbox, type PullOptions, pullInbox } from './workflow/pull-inbox.ts';
export type { OutboxRun, PeerResult } from './workflow/send-to-peer.ts';
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
