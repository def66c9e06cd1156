export type { SegmentShare } from './findings.ts';
export { generateRecords, type SyntheticOptions, type SyntheticRecord } from './generate-records.ts';
export type { SyntheticSegment } from './segments.ts';
