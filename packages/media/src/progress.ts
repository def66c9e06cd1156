/** What is being done: to the inputs, to the discs that are written, or to the discs that are read. */
export type MediaPhase =
  | 'examine'
  | 'content'
  | 'cross'
  | 'parity'
  | 'image'
  | 'search'
  | 'read'
  | 'repair'
  | 'compare';

/** How far a step has come. */
export interface MediaProgress {
  readonly phase: MediaPhase;
  readonly done: number;
  readonly total: number;
  readonly unit: 'bytes' | 'files';
  /** Number of the disc, where the step is about one. */
  readonly disc?: number;
}

export type OnMediaProgress = (progress: MediaProgress) => void;
