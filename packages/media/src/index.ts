export { type CheckMediaOptions, checkMedia } from './check/check-media.ts';
export type { DiscReport, ItemReport, LostRange, MediaAnswer, MediaReport, PictureCell } from './check/media-report.ts';
export type { MediaErrorCode } from './errors/media-error.ts';
export { MediaError } from './errors/media-error.ts';
export { type DiscType, discTypes } from './geometry/geometry.ts';
export type { ReceiptFiles, SetContents } from './items/examine-items.ts';
export type { Extent, Medium } from './medium/medium.ts';
export { openMedium } from './medium/open-medium.ts';
export type { DigestWords } from './papers/papers.ts';
export type { MediaPhase, MediaProgress, OnMediaProgress } from './progress.ts';
export type { PassedOver, SetTrust, TrustedSender } from './reading/media-reading.ts';
export type { DiscProblem } from './reading/reading-set.ts';
export { describeDisc, renderMediaReport } from './render/render-media-report.ts';
export { chooseReportWording, type ReportWording } from './render/report-wording.ts';
export {
  type BlockRequest,
  encodeBlockRequest,
  findRequestedItems,
  MAX_REQUEST_BYTES,
  type RequestedItems,
} from './requests/block-request.ts';
export { type WrittenPatch, writePatch } from './requests/write-patch.ts';
export { type ReadMediaOptions, type RestoredItem, readMediaSet, type SetFailure } from './session/read-media-set.ts';
export {
  dropWaitingSet,
  listWaitingSets,
  type WaitingReason,
  type WaitingSet,
} from './session/waiting-sets.ts';
export type { Item, ItemKind, SetDescription } from './set/description.ts';
export { writeMediaSet } from './writing/write-media-set.ts';
export type { WriteMediaOptions, WrittenSet } from './writing/write-options.ts';
