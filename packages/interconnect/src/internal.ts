// For the sibling packages of this repository alone: no promise of stability.

export type { KeptReceipt } from './ports/outbox.ts';
export {
  ANNOUNCEMENT_TYPE,
  encodeAnnouncement,
  MAX_ANNOUNCEMENT_BYTES,
  type ReadAnnouncement,
  readAnnouncement,
} from './protocol/announcement.ts';
export type { Unready } from './receiver/gauges.ts';
export { fetchDecision, fetchDecisions, fetchStreams, handDecision } from './sender/ask.ts';
export { listFileUploads } from './uploads/file-upload-store.ts';
export { connectTo } from './workflow/connect.ts';
export { growingFile } from './workflow/growing-file.ts';
export type { RefusedDocument } from './workflow/hand-on.ts';
export type { PulledBatch } from './workflow/pull-inbox.ts';
export type { PeerResult, SendingResult } from './workflow/send-to-peer.ts';
