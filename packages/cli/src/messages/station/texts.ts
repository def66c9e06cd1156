import type { CustodyEntry, ReceiptFiles, ReceiptStage, Recovery, SentState, StationStatus } from '@scelle/station';
import type { DeliveryOutcome, FollowedBatch } from '@scelle/verify';
import type { Anomaly } from '../../cosign/anomalies.ts';
import type { Line } from '../../kernel/line.ts';

/** The commands of a station. */
export type StationCommand =
  | 'init'
  | 'receive'
  | 'process'
  | 'receipt'
  | 'receipt export'
  | 'receipt add'
  | 'decision'
  | 'decision export'
  | 'decision add'
  | 'judge'
  | 'custody'
  | 'custody verify'
  | 'custody show'
  | 'custody export'
  | 'status';

/** Their arguments. */
export type StationArgument = 'newStation' | 'receipts' | 'decisions' | 'knownBatch' | 'custodyExport';

/** Their options. */
export type StationOption =
  | 'partyName'
  | 'partyRole'
  | 'packTo'
  | 'replaces'
  | 'cosignPending'
  | 'stationIdentity'
  | 'receiptsTo'
  | 'receiptsOut'
  | 'decisionsTo'
  | 'decisionsOut'
  | 'judgeAccept'
  | 'judgeReject'
  | 'judgeReason'
  | 'custodyAgainst'
  | 'custodyKey'
  | 'receiptKey'
  | 'custodyOut'
  | 'reports'
  | 'watch';

/** What `--help` says about stations, in one language. */
export interface StationHelp {
  readonly commands: Readonly<Record<StationCommand, string>>;
  readonly notes: Readonly<Record<StationCommand, string>>;
  readonly arguments: Readonly<Record<StationArgument, string>>;
  readonly options: Readonly<Record<StationOption, string>>;
}

/** What is shown about stations, in one language. */
export interface StationResults {
  readonly packedBefore: (packed: { readonly number: number; readonly repeats: number }) => string;
  readonly recovered: (kind: Recovery['kind'], file: string) => string;
  readonly stationMade: (made: {
    readonly folder: string;
    readonly name: string;
    readonly role: string;
  }) => readonly Line[];
  readonly nothingToSign: (role: string) => string;
  readonly anomaly: (anomaly: Anomaly) => string;
  readonly arrival: (arrival: {
    readonly file: string;
    readonly outcome: DeliveryOutcome;
    readonly codes: readonly string[];
  }) => string;
  readonly followed: (followed: Omit<FollowedBatch, 'receipts'>) => string;
  readonly nothingToOpen: string;
  readonly processed: (processed: {
    readonly name: string;
    readonly outcome: 'accepted' | 'rejected' | 'held' | 'undecided' | 'settled' | 'unreadable';
    readonly records: number;
    readonly codes: readonly string[];
  }) => string;
  readonly receiptsExported: (exported: {
    readonly folder: string;
    readonly files: readonly ReceiptFiles[];
  }) => readonly Line[];
  readonly receiptAdded: (added: {
    readonly file: string;
    readonly batch: string;
    readonly stage: ReceiptStage;
    readonly outcome: 'accepted' | 'held' | 'rejected';
    readonly codes: readonly string[];
    readonly state: SentState;
    readonly isKnown: boolean;
  }) => string;
  readonly decisionsExported: (exported: {
    readonly folder: string;
    readonly files: readonly ReceiptFiles[];
  }) => readonly Line[];
  readonly decisionAdded: (added: {
    readonly batch: string;
    readonly outcome: 'held' | 'rejected';
    readonly codes: readonly string[];
    readonly state: SentState;
    readonly isKnown: boolean;
    readonly recipient: string;
    readonly stream: string;
    readonly sequence: number;
  }) => readonly Line[];
  readonly judged: (judged: {
    readonly batch: string;
    readonly decision: 'accept' | 'reject';
    /** Name of the batch about which its sender gets a decision. */
    readonly decided: { readonly name: string; readonly sender: string } | null;
  }) => readonly Line[];
  readonly custodyIntact: (log: { readonly entries: number; readonly hash: string | null }) => string;
  readonly custodyBroken: (log: { readonly entries: number; readonly problems: number }) => string;
  readonly custodyUnsigned: (log: { readonly entries: number }) => string;
  readonly custodyExported: (exported: { readonly files: readonly string[] }) => readonly Line[];
  readonly batchLife: (life: {
    readonly batch: string;
    readonly manifestDigest: string;
    readonly entries: readonly CustodyEntry[];
  }) => readonly Line[];
  readonly batchLifePage: {
    readonly title: string;
    readonly heading: string;
    readonly columns: readonly string[];
    readonly labels: { readonly station: string; readonly manifest: string };
  };
  readonly status: (status: StationStatus) => readonly Line[];
}
