import { lstat } from 'node:fs/promises';
import type { DatabaseSync } from 'node:sqlite';
import { toTargetError } from '@scelle/core';
import type { PartyRole } from './cards/card.ts';
import type { RecordCustody } from './custody/act.ts';
import { createCustodyRecorder } from './custody/custody-log.ts';
import { signCustody } from './custody/sign-custody.ts';
import { createStationEnvironment, type StationEnvironment } from './environment.ts';
import { StationError } from './errors/station-error.ts';
import { layoutOf, type StationLayout, stationFolders } from './folder/layout.ts';
import { withStationLock } from './folder/station-lock.ts';
import { isReadOnlyFolder } from './ledger/ledger-copy.ts';
import { toLedgerError } from './ledger/ledger-errors.ts';
import { openLedger, openLedgerAway } from './ledger/open-ledger.ts';
import { readOwner } from './ledger/owner.ts';
import { transaction } from './ledger/transaction.ts';
import { type Recovery, recover } from './recover.ts';

/** One party's desk, open. Made for `using`. */
export interface Station extends Disposable {
  readonly name: string;
  readonly role: PartyRole;
  /** The party to which the batches are addressed that arrive here: this one, or that for which a gateway stands. */
  readonly receivesFor: string;
  readonly layout: StationLayout;
  readonly database: DatabaseSync;
  readonly environment: StationEnvironment;
  /** Whether it is only looked at: nothing may be changed then. */
  readonly isReadOnly: boolean;
  /** What an earlier command left unfinished, and what was done about it. */
  readonly recovered: readonly Recovery[];
  /** Appends to the custody log, within `change`. */
  readonly record: RecordCustody;
  /** Runs `change` in one transaction of the ledger; nothing of it stays where it throws. */
  change<Result>(change: () => Result): Result;
  /** Runs an operation while no other process changes the station, and signs the custody log at its end. */
  exclusively<Result>(operation: () => Promise<Result>): Promise<Result>;
  close(): void;
}

/** How a station is opened. */
export interface OpenStationOptions {
  readonly environment?: StationEnvironment;
  /** Only look: nothing that an earlier command left unfinished is finished. It works on a read-only medium, too. */
  readonly readOnly?: boolean;
}

/**
 * Opens the station in the folder `root`, and finishes or removes what an interrupted command left there. Throws
 * `station-incomplete`, `station-busy`, and the codes of `openLedger`.
 */
export async function openStation(root: string, options: OpenStationOptions = {}): Promise<Station> {
  const layout = layoutOf(root);
  const environment = options.environment ?? createStationEnvironment();
  const isAway = options.readOnly === true && isReadOnlyFolder(root);
  const database = isAway ? openLedgerAway(layout.ledger) : openLedger(layout.ledger);
  try {
    const station = createStation(layout, database, environment);
    if (options.readOnly) return { ...station, isReadOnly: true };
    await requireFolders(layout);
    const recovered = await withStationLock(layout, () => recover(station));
    return { ...station, recovered };
  } catch (error) {
    database.close();
    throw toTargetError(toLedgerError(error, layout.ledger), layout.root);
  }
}

/** Threat: a link in place of a folder would lead whatever is read and removed there to somewhere else. */
async function requireFolders(layout: StationLayout): Promise<void> {
  for (const folder of stationFolders) {
    const path = layout.path(folder);
    const found = await lstat(path).catch(() => null);
    if (!found?.isDirectory()) throw new StationError('station-incomplete', { file: path });
  }
}

function createStation(layout: StationLayout, database: DatabaseSync, environment: StationEnvironment): Station {
  const { name, role, receivesFor } = readOwner(database, layout.ledger);

  async function exclusively<Result>(operation: () => Promise<Result>): Promise<Result> {
    return withStationLock(layout, async () => {
      try {
        const result = await operation();
        await signCustody({ layout, database, name, environment });
        return result;
      } catch (error) {
        // What the system refuses is no defect of ours, whatever it was.
        throw toTargetError(toLedgerError(error, layout.ledger), layout.root);
      }
    });
  }

  function close(): void {
    if (database.isOpen) database.close();
  }

  return {
    name,
    role,
    receivesFor,
    layout,
    database,
    environment,
    isReadOnly: false,
    recovered: [],
    record: createCustodyRecorder(database, environment),
    change: (perform) => transaction(database, perform),
    exclusively,
    close,
    [Symbol.dispose]: close,
  };
}
