import type { ImportOutcome, Statistics } from '@scelle/station';
import type { Line } from '../../kernel/line.ts';

/** The commands around imported evidence. */
export type ImportCommand = 'import' | 'stats' | 'retention' | 'retention apply' | 'purge';

/** Their options. */
export type ImportOption =
  | 'pending'
  | 'into'
  | 'segmentsFolder'
  | 'statsReport'
  | 'certificate'
  | 'fromDatabase'
  | 'proveIdentity';

/** What `--help` says about them, in one language. */
export interface ImportHelp {
  readonly commands: Readonly<Record<ImportCommand, string>>;
  readonly notes: Readonly<Record<ImportCommand, string>>;
  readonly options: Readonly<Record<ImportOption, string>>;
}

/** How many records were refused for a reason. */
export interface RejectCount {
  readonly code: string;
  readonly records: number;
}

/** What is shown about them, in one language. */
export interface ImportResults {
  readonly nothingToImport: string;
  readonly imported: (imported: {
    readonly name: string;
    readonly outcome: ImportOutcome['outcome'];
    readonly accepted: number;
    readonly rejects: readonly RejectCount[];
    readonly codes: readonly string[];
  }) => string;
  readonly statistics: (statistics: Statistics, target: string) => readonly Line[];
  /** The words of the page of statistics. */
  readonly statisticsPage: {
    readonly title: string;
    readonly labels: Readonly<Record<'target' | 'batches' | 'announced' | 'accepted' | 'rejected' | 'kept', string>>;
    readonly charts: Readonly<Record<'days' | 'controllers' | 'providers' | 'protocols' | 'works' | 'rejects', string>>;
    readonly empty: string;
    readonly noProvider: string;
  };
  readonly nothingToErase: string;
  readonly erased: (erased: {
    readonly kind: 'retention' | 'purge';
    readonly action: 'deleted' | 'pseudonymised';
    readonly batches: readonly string[];
    readonly records: number;
    readonly certificate: string | null;
  }) => readonly Line[];
}
