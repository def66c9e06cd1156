export type { SyntheticSegment } from './files.ts';
export type { SegmentShare } from './generate-records.ts';
export { generateRecords, type SyntheticOptions, type SyntheticRecord } from './generate-records.ts';
