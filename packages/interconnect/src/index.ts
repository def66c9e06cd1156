export type { InterconnectCode } from './errors/interconnect-error.ts';
export { InterconnectError, type InterconnectErrorOptions } from './errors/interconnect-error.ts';
export {
  ANNOUNCEMENT_TYPE,
  encodeAnnouncement,
  MAX_ANNOUNCEMENT_BYTES,
  type ReadAnnouncement,
  readAnnouncement,
} from './protocol/announcement.ts';
export { createReceiver, type Receiver, type ReceiverOptions } from './receiver/create-receiver.ts';
export { listFileUploads, openFileUploadStore } from './receiver/file-upload-store.ts';
export type { Unready } from './receiver/gauges.ts';
export { defaultLimits, type ReceiverLimits } from './receiver/limits.ts';
export type { Log, LogEvent } from './receiver/log.ts';
export type { Metrics } from './receiver/metrics.ts';
export { createMetricsServer, type MetricsServer } from './receiver/metrics-server.ts';
export type { OpenUpload, UploadStore, WholeUpload } from './receiver/upload-store.ts';
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
export {
  type AcceptedReceipt,
  type SendOptions,
  type SentTransfer,
  sendBatch,
  type TransferProgress,
} from './sender/send-batch.ts';
export type { Remote, TlsIdentity } from './tls/remote.ts';
