import type { Environment, Language } from '@scelle/core';
import type { DiscType } from '../geometry/geometry.ts';
import type { DigestWords } from '../papers/papers.ts';
import type { OnMediaProgress } from '../progress.ts';
import type { SetDescription } from '../set/description.ts';

/** How a set is written. */
export interface WriteMediaOptions {
  /** New folder, which gets a folder for each disc, labels and the delivery slip. */
  readonly out: string;
  /** What the discs are, or how many bytes fit on one. */
  readonly disc: DiscType | number;
  /** Parity within each disc as a share of its content. Default: 0.15. */
  readonly parity?: number;
  /** How many discs may be missing. Default: 0. */
  readonly spareDiscs?: number;
  /** Whether images are made too, ready to burn. Default: false. */
  readonly images?: boolean;
  /** A few words for the label, at most 64 characters. */
  readonly label?: string;
  /** Whom to call about a disc that was found. */
  readonly contact?: string;
  /** Language of label and slip; the texts on the discs are in both. Default: English. */
  readonly language?: Language;
  /** The words by which people compare a digest. Default: the digest alone. */
  readonly digestWords?: DigestWords;
  readonly environment?: Environment;
  /** Threads that hash and compute parity; 0 for none beside this one. Default: one for each processor. */
  readonly threads?: number;
  readonly onProgress?: OnMediaProgress;
  /** Called as soon as the folder is there, also where its images could not be made, which is thrown after that. */
  readonly onPublished?: (set: WrittenSet) => Promise<void>;
}

/** A set that was written. */
export interface WrittenSet {
  readonly setKey: string;
  readonly description: SetDescription;
  /** For each disc its folder, its image where one was made, and the bytes of its files. */
  readonly discs: readonly { readonly folder: string; readonly image: string | null; readonly bytes: number }[];
  readonly labels: string;
  readonly slip: string;
}
