import type { MediaPhase, SetDescription } from '@scelle/media';
import type { Line } from '../../kernel/line.ts';
import type { ShownSet } from '../../media/waiting-sets.ts';
import type { HelpTexts } from '../help/texts.ts';

/** The commands about discs. */
export type MediaCommand = 'media' | 'media write' | 'media check' | 'media read' | 'media patch' | 'media drop';

/** Their arguments. */
export type MediaArgument = 'mediaBatches' | 'mediaPaths' | 'mediaSet';

/** Their options. */
export type MediaOption =
  | 'disc'
  | 'parity'
  | 'spareDiscs'
  | 'iso'
  | 'discLabel'
  | 'contact'
  | 'mediaReceipt'
  | 'mediaKey'
  | 'mediaOut'
  | 'mediaReport'
  | 'requestOut'
  | 'retries'
  | 'mediaSigner'
  | 'mediaRecipient'
  | 'mediaReadOut'
  | 'session'
  | 'request'
  | 'patchOut'
  | 'mediaPending'
  | 'mediaTo'
  | 'mediaReceipts'
  | 'mediaAgain'
  | 'sealNumber'
  | 'sealNumberFound'
  | 'serialNumber'
  | 'courier'
  | 'packedBy'
  | 'openedBy';

/** What `--help` says about discs, in one language. */
export interface MediaHelp {
  readonly commands: Pick<HelpTexts['commands'], MediaCommand>;
  readonly notes: Pick<HelpTexts['notes'], MediaCommand>;
  readonly arguments: Pick<HelpTexts['arguments'], MediaArgument>;
  readonly options: Pick<HelpTexts['options'], MediaOption>;
}

/** A set as it was written. */
export interface WrittenView {
  readonly out: string;
  readonly setKey: string;
  /** The words of the set key, where a station wrote the set. */
  readonly words?: readonly string[];
  readonly description: SetDescription;
  readonly discs: readonly { readonly folder: string; readonly image: string | null; readonly bytes: number }[];
}

/** What is shown of discs, in one language. */
export interface MediaResults {
  readonly mediaProgress: Readonly<Record<MediaPhase, string>>;
  readonly mediaRate: (megabytesPerSecond: number, secondsLeft: number) => string;
  readonly setWritten: (set: WrittenView) => readonly Line[];
  /** A batch that is left out until it is signed. */
  readonly batchUnsigned: (batch: {
    readonly file: string;
    readonly missing: readonly { readonly role: string; readonly threshold: number }[];
  }) => string;
  readonly nothingForDiscs: string;
  /** What is compared with the label. */
  readonly setWords: (words: readonly string[]) => string;
  readonly delivered: (files: readonly string[]) => readonly Line[];
  readonly patchWritten: (patch: {
    readonly folder: string;
    readonly blocks: number;
    readonly bytes: number;
  }) => readonly Line[];
  /** Sets of which something is missing, each with the command that ends its waiting. */
  readonly waitingSets: (sets: readonly ShownSet[]) => readonly Line[];
  readonly setDropped: (set: ShownSet) => string;
  /** Asks for the next disc; an empty answer is a path given before, `q` ends. */
  readonly askNextDisc: (path: string) => string;
}
