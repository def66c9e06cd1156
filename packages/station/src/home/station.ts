import { hostname, userInfo } from 'node:os';

import { type Environment, systemEnvironment } from '@scelle/core';
import type { StationLayout } from './layout.ts';
import type { Ledger, LedgerReader, LedgerTransaction } from './ledger.ts';

/** Every `PartyRole`. */
export const partyRoles = ['collector', 'agent', 'authority', 'gateway'] as const;

/**
 * What a party does: collect and send, look and co-sign, receive; or stand on the network for an authority.
 * @useDeclaredType
 */
export type PartyRole = (typeof partyRoles)[number];

/** Every `ReceiptStage`, in their order. */
export const receiptStages = ['delivery', 'verification', 'import'] as const;

/**
 * What a receipt says of a batch: that it arrived, that its content was checked, that it was imported.
 * @useDeclaredType
 */
export type ReceiptStage = (typeof receiptStages)[number];

/** Whose station it is, where it lies and what its ledger says: what is asked outside of a change and within one. */
export interface StationFacts {
  readonly name: string;
  readonly role: PartyRole;
  /** The party to which the batches are addressed that arrive here: this one, or that for which a gateway stands. */
  readonly receivesFor: string;
  readonly layout: StationLayout;
  readonly ledger: LedgerReader;
  readonly environment: StationEnvironment;
  /** Whether it is only looked at: nothing may be changed then. */
  readonly isReadOnly: boolean;
}

/** One party's station, open. Made for `using`. */
export interface Station extends StationFacts, Disposable {
  readonly ledger: Ledger;
  /** What an earlier command left unfinished, and what was done about it. */
  readonly recovered: readonly Recovery[];
  /** Runs `change` in one transaction of the ledger; nothing of it stays where it throws. */
  change<Result>(change: (inside: StationChange) => Promise<Result>): Promise<Result>;
  /** Runs an operation while no other process changes the station, and signs the custody log at its end. */
  exclusively<Result>(operation: () => Promise<Result>): Promise<Result>;
  close(): void;
}

/** A station within a change of its ledger: what the change does, and nothing else, is done with it. */
export interface StationChange extends StationFacts {
  readonly ledger: LedgerTransaction;
  /** Appends to the custody log. */
  readonly record: RecordCustody;
}

/** Something that an interrupted command left, and what became of it. */
export interface Recovery {
  /**
   * *partial-removed*: an unfinished file. *ledger-migrated*: the ledger of an earlier version as it was, before this
   * version changed it. *second-copy-removed*: one of two copies of a batch that the ledger knows.
   * *copy-set-aside*: a copy of a batch that the ledger does not name, see `keepUnrecorded`. *batch-adopted*: a sealed batch in the outbox whose number was not recorded.
   * *batch-followed*: a held batch whose turn had come. *key-replaced*, *key-discarded*: a new key or certificate, see
   * `finishRotations`. *file-missing*, *outbox-conflict*: for a person to look at.
   */
  readonly kind:
    | 'partial-removed'
    | 'ledger-migrated'
    | 'second-copy-removed'
    | 'copy-set-aside'
    | 'batch-adopted'
    | 'batch-followed'
    | 'file-missing'
    | 'outbox-conflict'
    | 'key-replaced'
    | 'key-discarded';
  readonly file: string;
}

/** What a station takes from the world around it, so that tests can fix it. */
export interface StationEnvironment extends Environment {
  /** Name of this machine, for the custody log. */
  readonly host: string;
  /** Name of the account that works with the station, for the custody log. */
  readonly actor: string;
}

/** The clock, the random source, the name and the account of this machine. */
export function createStationEnvironment(): StationEnvironment {
  return { ...systemEnvironment, host: hostname(), actor: findAccount() };
}

/** A container may run under a number that no account has. */
function findAccount(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'unknown');
  }
}

/** Which batch an act concerns. */
export interface CustodyBatch {
  readonly sender: string;
  readonly recipient: string;
  readonly stream: string;
  readonly sequence: number;
  /** SHA-256 of the manifest, hex. */
  readonly digest: string;
}

/** What a station enters in its custody log. Earlier versions had no others; later ones may have more. */
export type Act =
  | 'backup-made'
  | 'batch-adopted'
  | 'batch-co-signed'
  | 'batch-decided'
  | 'batch-erased'
  | 'batch-followed'
  | 'batch-handed-on'
  | 'batch-imported'
  | 'batch-judged'
  | 'batch-opened'
  | 'batch-packed'
  | 'batch-received'
  | 'batch-refused'
  | 'batch-restored'
  | 'batch-sent'
  | 'batch-undecided'
  | 'blocks-supplied'
  | 'certificate-activated'
  | 'channel-resumed'
  | 'channel-suspended'
  | 'copy-received'
  | 'copy-set-aside'
  | 'decision-added'
  | 'decision-contradicted'
  | 'discs-opened'
  | 'discs-packed'
  | 'file-restored'
  | 'key-revoked'
  | 'own-card-issued'
  | 'peer-card-confirmed'
  | 'quarantine-seen'
  | 'receipt-added'
  | 'receipt-handed-on'
  | 'receiver-started'
  | 'receiver-stopped'
  | 'sequence-confirmed'
  | 'set-dropped'
  | 'settings-changed'
  | 'station-created'
  | 'station-examined'
  | 'station-restored'
  | 'upload-dropped';

/** One act as it is told to the custody log; number, time, host and person are added there. It holds no personal data. */
export interface CustodyAct {
  /** The command that was given, such as `peer add`. */
  readonly command: string;
  readonly act: Act;
  /** The other party. */
  readonly party?: string;
  readonly batch?: CustodyBatch;
  /** What it came to, a kebab-case word such as `accepted` or `done`. */
  readonly result: string;
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

/** Appends an act to the custody log, within the transaction that changes what it speaks of. */
export type RecordCustody = (act: CustodyAct) => Promise<void>;
