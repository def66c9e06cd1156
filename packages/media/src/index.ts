export { MediaError, type MediaErrorCode } from './errors/media-error.ts';
export type { BlockRange } from './format/block-set.ts';
export type { Disc, Item, ItemKind, Piece, SetDescription } from './format/description.ts';
export { type DiscType, discTypes } from './format/geometry.ts';
export { type Extent, type Medium, openMedium } from './medium/medium.ts';
export type { MediaPhase, MediaProgress, OnMediaProgress } from './progress.ts';
export type { PassedOver, ReadingOptions, SetTrust, TrustedSender } from './reading/media-reading.ts';
export type { DiscProblem } from './reading/reading-set.ts';
export { type BlockRequest, encodeBlockRequest } from './recovery/block-request.ts';
export { type CheckMediaOptions, checkMedia } from './report/create-report.ts';
export type {
  DiscReport,
  ItemReport,
  LostRange,
  MediaAnswer,
  MediaReport,
  PictureCell,
} from './report/media-report.ts';
export { renderMediaReport } from './report/render-media-report.ts';
export { type ReadMediaOptions, type RestoredItem, readMediaSet, type SetFailure } from './session/read-media-set.ts';
export type { ItemSource, ReceiptFiles, SetContents } from './writing/examine-items.ts';
export type { DigestWords, PaperHandOver } from './writing/papers.ts';
export { writeMediaSet } from './writing/write-media-set.ts';
export type { WriteMediaOptions, WrittenSet } from './writing/write-options.ts';
export { type WrittenPatch, writePatch } from './writing/write-patch.ts';
