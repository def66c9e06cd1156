// For the sibling packages of this repository alone: no promise of stability.

export { findRequestedItems, MAX_REQUEST_BYTES, type RequestedItems } from './recovery/block-request.ts';
export { describeDisc } from './report/render-media-report.ts';
export { chooseReportWording, type ReportWording } from './report/report-wording.ts';
export { dropWaitingSet, listWaitingSets, type WaitingReason, type WaitingSet } from './session/waiting-sets.ts';
export type { ReceiptFiles, SetContents } from './writing/examine-items.ts';
