// For the sibling packages of this repository alone: no promise of stability.

export {
  ANNOUNCEMENT_TYPE,
  encodeAnnouncement,
  MAX_ANNOUNCEMENT_BYTES,
  type ReadAnnouncement,
  readAnnouncement,
} from './protocol/announcement.ts';
export { listFileUploads } from './receiver/file-upload-store.ts';
export type { Unready } from './receiver/gauges.ts';
export { fetchDecision, fetchDecisions, fetchStreams, handDecision } from './sender/ask.ts';
