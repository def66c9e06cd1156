import type { ContentDocument, Manifest } from '@scelle/core';
import type { Level, Verdict } from '@scelle/verify';
import type { BatchSummaryView } from '../../cosign/sample.ts';
import type { Line } from '../../kernel/line.ts';
import type { Inspection } from '../../verify/inspect.ts';
import type { CardResults } from '../cards/texts.ts';
import type { FormatResults } from '../formats/texts.ts';
import type { ImportResults } from '../import/texts.ts';
import type { MediaResults } from '../media/texts.ts';
import type { NetworkResults } from '../network/texts.ts';
import type { ShareResults } from '../shares/texts.ts';
import type { StationResults } from '../station/texts.ts';
import type { UpkeepResults } from '../upkeep/texts.ts';

/** What a `keygen` command made. */
interface KeyMade {
  readonly secretFile: string;
  readonly publicFile: string;
  readonly fingerprint: string;
}

/** What a proof was found to prove. */
interface ProvenFacts {
  readonly sender: string;
  readonly keyId: string;
  readonly sealedAt: string;
  readonly testData: boolean | null;
  readonly record: object;
  readonly content: ContentDocument | null;
  readonly manifest: Manifest;
}

/** What commands show besides errors, in one language. */
export interface ResultTexts
  extends CardResults,
    ShareResults,
    FormatResults,
    ImportResults,
    MediaResults,
    NetworkResults,
    StationResults,
    UpkeepResults {
  readonly progress: Readonly<Record<'generate' | 'convert' | 'pack' | 'payload' | 'content', string>>;

  readonly askPassphrase: (file: string) => string;
  readonly askNewPassphrase: (file: string) => string;
  readonly askPassphraseAgain: string;
  readonly askToSign: string;
  /** Stands in place of the records of a sample where they would get into a log. */
  readonly sampleNotShown: (indices: readonly number[]) => string;

  readonly passphraseFileReadable: (file: string) => string;
  readonly staleRemoved: (file: string) => string;
  readonly staleElsewhere: (file: string) => string;

  readonly signingKeyMade: (key: KeyMade & { readonly keyId: string; readonly publicKey: string }) => readonly Line[];
  readonly openingKeyMade: (key: KeyMade & { readonly recipient: string }) => readonly Line[];
  readonly generated: (made: {
    readonly folder: string;
    readonly records: number;
    readonly segments: number;
    readonly seed: string;
  }) => readonly Line[];
  readonly packed: (batch: {
    readonly file: string;
    readonly manifestDigest: string;
    readonly bytes: number;
    readonly rejected: number;
    readonly manifest: Manifest;
  }) => readonly Line[];
  readonly inspection: (inspection: Inspection) => readonly Line[];
  readonly verdict: (found: {
    readonly file: string;
    readonly verdict: Verdict;
    readonly level: Level;
    readonly codes: readonly string[];
    readonly testData: boolean;
    /** Whether nobody knew the batches before, where that matters. */
    readonly withoutLedger: boolean;
  }) => string;
  readonly opened: (opened: {
    readonly folder: string;
    readonly records: number;
    readonly segments: number;
  }) => readonly Line[];
  readonly review: (review: {
    readonly manifest: Manifest;
    readonly testData: boolean;
    readonly view: BatchSummaryView | null;
  }) => readonly Line[];
  readonly coSigned: (signed: {
    readonly file: string;
    readonly role: string;
    readonly name: string;
    readonly keyId: string;
    readonly sample: string | null;
  }) => readonly Line[];
  readonly proven: (proof: { readonly file: string; readonly withContent: boolean }) => readonly Line[];
  readonly proofHolds: (facts: ProvenFacts) => readonly Line[];
}
