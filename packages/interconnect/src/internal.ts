// For the sibling packages of this repository alone: no promise of stability.

export {
  ANNOUNCEMENT_TYPE,
  encodeAnnouncement,
  MAX_ANNOUNCEMENT_BYTES,
  type ReadAnnouncement,
  readAnnouncement,
} from './protocol/announcement.ts';
export { defaultLimits } from './protocol/limits.ts';
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
export { type SendOptions, type SentTransfer, sendBatch } from './sender/send-batch.ts';
export { listFileUploads } from './uploads/file-upload-store.ts';
export { connectTo } from './workflow/connect.ts';
export { growingFile } from './workflow/growing-file.ts';
