import type { ItemKind } from '../format/description.ts';
import type { DiscProblem } from '../reading/reading-set.ts';
import type { BlockRequest } from '../recovery/block-request.ts';

/**
 * What a check comes to: everything is there and as it was written; something is damaged or missing and can be restored;
 * further discs are needed; or, even with those, something is lost.
 */
export type MediaAnswer = 'whole' | 'recoverable' | 'needs-discs' | 'not-recoverable';

/** Bytes of a file of a disc that are lost. */
export interface LostRange {
  readonly file: string;
  readonly start: number;
  /** Excluded. */
  readonly end: number;
}

/** What is in one part of the picture of a disc; the worst counts. */
export type PictureCell = 'good' | 'repaired' | 'lost' | 'unseen';

/** What was found of one disc. */
export interface DiscReport {
  readonly number: number;
  readonly kind: 'data' | 'spare';
  readonly seen: boolean;
  /** As they were named. */
  readonly media: readonly string[];
  readonly contentBlocks: number;
  readonly parityBlocks: number;
  /** Blocks that were damaged or missing, of a disc that was seen. */
  readonly damagedBlocks: number;
  /** Content blocks that cannot be restored from what is there. */
  readonly lostBlocks: number;
  /** The first of the ranges that are damaged, and how many there are in all. */
  readonly damaged: readonly LostRange[];
  readonly damagedRanges: number;
  readonly problems: readonly DiscProblem[];
  /** The disc from its first to its last block, content and then parity. */
  readonly picture: readonly PictureCell[];
}

/** What became of a batch or receipt. */
export interface ItemReport {
  readonly kind: ItemKind;
  readonly name: string;
  readonly bytes: number;
  readonly state: 'whole' | 'recoverable' | 'lost';
  /** Bytes that cannot be restored from what is there. */
  readonly lostBytes: number;
}

/** What a check of a set came to. It holds no personal data. */
export interface MediaReport {
  readonly format: 'scelle.media-report/1';
  readonly answer: MediaAnswer;
  readonly set: {
    readonly key: string;
    readonly id: string;
    readonly label: string | null;
    readonly createdAt: string;
    readonly sender: string;
    readonly recipient: string;
    /** Whether the signature of the description was checked: with keys that were given, it verified. */
    readonly signatureChecked: boolean;
  };
  readonly checkedAt: string;
  readonly discs: readonly DiscReport[];
  /** Discs without which the rest cannot be restored. */
  readonly neededDiscs: readonly number[];
  readonly items: readonly ItemReport[];
  /** What to ask the sender for, where something is lost. */
  readonly request: BlockRequest | null;
}
