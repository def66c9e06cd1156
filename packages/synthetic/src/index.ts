export { generateRecords, type SyntheticOptions, type SyntheticRecord } from './generate-records.ts';
export type { SegmentShare } from './observations.ts';
export type { SyntheticSegment } from './segments.ts';
