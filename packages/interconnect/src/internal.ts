// For the sibling packages of this repository alone: no promise of stability.

export type { AcceptedReceipt, StreamState, WaitingBatch } from './ports/documents.ts';
export type { KeptReceipt } from './ports/outbox.ts';
export {
  ANNOUNCEMENT_TYPE,
  encodeAnnouncement,
  MAX_ANNOUNCEMENT_BYTES,
  type ReadAnnouncement,
  readAnnouncement,
} from './protocol/announcement.ts';
export { defaultLimits } from './protocol/limits.ts';
export type { Unready } from './receiver/gauges.ts';
export {
  fetchDecision,
  fetchDecisions,
  fetchNotice,
  fetchReceipts,
  fetchStreams,
  fetchWaiting,
  handDecision,
  handNotice,
  handReceipt,
} from './sender/ask.ts';
export { type Connection, type ConnectionOptions, openConnection } from './sender/connection.ts';
export { type FetchOptions, fetchBatch, type GrowingFile } from './sender/fetch-batch.ts';
export type { RetryOptions } from './sender/retry.ts';
export { type SendOptions, type SentTransfer, sendBatch, type TransferProgress } from './sender/send-batch.ts';
export type { Log } from './telling/log.ts';
export type { Metrics } from './telling/metrics.ts';
export type { Remote } from './tls/remote.ts';
export { listFileUploads } from './uploads/file-upload-store.ts';
export type { OpenUpload, WholeUpload } from './uploads/upload-store.ts';
export { connectTo } from './workflow/connect.ts';
export { growingFile } from './workflow/growing-file.ts';
export type { RefusedDocument } from './workflow/hand-on.ts';
export type { PulledBatch } from './workflow/pull-inbox.ts';
export type { SendingResult } from './workflow/send-to-peer.ts';
