// For the sibling packages of this repository alone: no promise of stability.

export type { ReceiptFiles, SetContents } from './items/examine-items.ts';
export { describeDisc } from './render/render-media-report.ts';
export { chooseReportWording, type ReportWording } from './render/report-wording.ts';
export { findRequestedItems, MAX_REQUEST_BYTES, type RequestedItems } from './requests/block-request.ts';
export { dropWaitingSet, listWaitingSets, type WaitingReason, type WaitingSet } from './session/waiting-sets.ts';
