import type { Environment, Language } from '@scelle/core';
import { text } from '@scelle/core/internal';
import { MediaError } from '../errors/media-error.ts';
import type { SetDescription } from '../format/description.ts';
import type { DiscType } from '../format/geometry.ts';
import type { MediaPhase, OnMediaProgress } from '../progress.ts';
import type { DigestWords, PaperHandOver } from './papers.ts';

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
  /** What the slip says of packing and carriage. Default: nothing; it is filled in by hand. */
  readonly handOver?: PaperHandOver;
  /** Language of label and slip; the texts on the discs are in both. Default: English. */
  readonly language?: Language;
  /** The words by which people compare a digest. Default: the digest alone. */
  readonly digestWords?: DigestWords;
  readonly environment?: Environment;
  /** Threads that hash and compute parity; 0 for none beside this one. Default: one for each processor. */
  readonly threads?: number;
  readonly onProgress?: OnMediaProgress;
  /** Ends the writing with its reason, as long as the folder has not got its name; nothing is left of it then. */
  readonly signal?: AbortSignal;
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

/** They go into documents and onto labels. */
export function checkTexts({ label = '', contact = '' }: WriteMediaOptions): void {
  for (const [field, value] of Object.entries({ label, contact })) {
    if (!text(64).safeParse(value).success) throw new MediaError('text-invalid', { field, limit: 64 });
  }
}

/** Tells how far a step has come, and ends it after an abort. */
export function progressOf({ onProgress, signal }: WriteMediaOptions, phase: MediaPhase, unit: 'bytes' | 'files') {
  return (done: number, total: number) => {
    signal?.throwIfAborted();
    onProgress?.({ phase, done, total, unit });
  };
}

/** Adds up what has been done, and tells it. */
export function countBytes(options: WriteMediaOptions, phase: MediaPhase, total: number): (bytes: number) => void {
  let done = 0;
  const tell = progressOf(options, phase, 'bytes');
  return (bytes) => {
    done = Math.min(total, done + bytes);
    tell(done, total);
  };
}
