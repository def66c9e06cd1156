import type { CheckName, CheckOutcome, ConfirmationSource } from '@scelle/station';
import type { Line } from '../../kernel/line.ts';

/** The commands by which a station is looked after. */
export type UpkeepCommand = 'doctor' | 'backup' | 'restore' | 'confirm-sequence';

/** Their arguments. */
export type UpkeepArgument = 'backup';

/** Their options. */
export type UpkeepOption =
  | 'backupOut'
  | 'backupRecipientKey'
  | 'restoreOut'
  | 'restoreIdentity'
  | 'confirmedPeer'
  | 'confirmedLast'
  | 'confirmedManifest'
  | 'confirmedBy';

/** What `--help` says about them, in one language. */
export interface UpkeepHelp {
  readonly commands: Readonly<Record<UpkeepCommand, string>>;
  readonly notes: Readonly<Record<UpkeepCommand, string>>;
  readonly arguments: Readonly<Record<UpkeepArgument, string>>;
  readonly options: Readonly<Record<UpkeepOption, string>>;
}

/** What one check found, in words. */
export interface ShownCheck {
  readonly check: CheckName;
  readonly outcome: CheckOutcome;
  readonly message: string;
}

/** What is shown by them, in one language. */
export interface UpkeepResults {
  readonly health: (health: {
    readonly outcome: CheckOutcome;
    readonly checks: readonly ShownCheck[];
    readonly isRecorded: boolean;
  }) => readonly Line[];
  readonly backupMade: (backup: {
    readonly file: string;
    readonly bytes: number;
    readonly sha256: string;
    readonly batches: number;
  }) => readonly Line[];
  readonly stationRestored: (restored: {
    readonly folder: string;
    readonly station: string;
    readonly madeAt: string;
    readonly words: readonly string[];
  }) => readonly Line[];
  readonly sequenceConfirmed: (confirmed: {
    readonly peer: string;
    readonly stream: string;
    readonly last: number;
    readonly source: ConfirmationSource;
    readonly atReceiver: number | null;
  }) => readonly Line[];
}
