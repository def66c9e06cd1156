import { lstat, unlink } from 'node:fs/promises';
import { findStalePartials, toTargetError } from '@scelle/core/internal';
import { finishRotations } from './cards/rotate-key.ts';
import { finishCertificate } from './certificates/rotate-certificate.ts';
import { createChange, signCustody } from './custody/custody-log.ts';
import { StationError } from './errors/station-error.ts';
import { layoutOf, type StationLayout, stationFolders } from './home/layout.ts';
import type { Ledger } from './home/ledger.ts';
import { createStationEnvironment, type Recovery, type Station, type StationEnvironment } from './home/station.ts';
import { withStationLock } from './home/station-lock.ts';
import { readOwner } from './ledger/owner.ts';
import {
  isOlderLedger,
  isReadOnlyFolder,
  keepOlderLedger,
  openLedger,
  openLedgerAway,
} from './ledger/sqlite/open-ledger.ts';
import { toLedgerError } from './ledger/sqlite/sqlite-ledger.ts';
import { followHeld, keepUnrecorded } from './receiving/enter-outcome.ts';
import { createPolicyFinder, type FindPolicy } from './receiving/find-policy.ts';
import { adoptOrphans } from './sending/adopt-orphans.ts';
import { requireClock } from './sending/require-signing.ts';
import { readSettings, recordSettings } from './settings/parse-settings.ts';
import type { Settings } from './settings/settings.ts';

/** How a station is opened. */
export interface OpenStationOptions {
  readonly environment?: StationEnvironment;
  /**
   * Only look: nothing that an earlier command left unfinished is finished, and a ledger that an earlier version wrote stays
   * as it is. It works on a read-only medium, too.
   */
  readonly readOnly?: boolean;
}

/**
 * Opens the station in the folder `root`, and finishes or removes what an interrupted command left there. Throws
 * `station-incomplete`, `station-busy`, and the codes of `openLedger`.
 */
export async function openStation(root: string, options: OpenStationOptions = {}): Promise<Station> {
  const layout = layoutOf(root);
  const environment = options.environment ?? createStationEnvironment();
  const isAway = options.readOnly === true && (isReadOnlyFolder(root) || isOlderLedger(layout.ledger));
  const kept = options.readOnly === true ? null : keepOlderLedger(layout.ledger);
  const ledger = isAway ? openLedgerAway(layout.ledger) : openLedger(layout.ledger);
  try {
    const station = await createStation(layout, ledger, environment);
    if (options.readOnly) return { ...station, isReadOnly: true };
    await requireFolders(layout);
    const recovered = await withStationLock(layout, () => recover(station));
    const migrated: readonly Recovery[] = kept === null ? [] : [{ kind: 'ledger-migrated', file: kept }];
    return { ...station, recovered: [...migrated, ...recovered] };
  } catch (error) {
    ledger.close();
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

async function createStation(layout: StationLayout, ledger: Ledger, environment: StationEnvironment): Promise<Station> {
  const { name, role, receivesFor } = await readOwner(ledger, layout.ledger);

  async function exclusively<Result>(operation: () => Promise<Result>): Promise<Result> {
    return withStationLock(layout, async () => {
      try {
        const result = await operation();
        await signCustody({ layout, ledger, name, environment });
        return result;
      } catch (error) {
        // What the system refuses is no defect of ours, whatever it was.
        throw toTargetError(toLedgerError(error, layout.ledger), layout.root);
      }
    });
  }

  function close(): void {
    ledger.close();
  }

  const facts = { name, role, receivesFor, layout, environment, isReadOnly: false };
  return {
    ...facts,
    ledger,
    recovered: [],
    change: createChange(ledger, facts),
    exclusively,
    close,
    [Symbol.dispose]: close,
  };
}

/**
 * Finishes or removes what an interrupted command left, and tells what it was. It may be interrupted itself, and does
 * nothing where there is nothing to do; it runs under the station's lock.
 */
async function recover(station: Station): Promise<readonly Recovery[]> {
  const recovered = [
    ...(await removePartials(station)),
    ...(await finishRotations(station)),
    ...(await finishCertificate(station)),
    ...(await adoptOrphans(station)),
    ...(await keepUnrecorded(station)),
    ...(await followAll(station)),
  ];
  await signCustody(station);
  return recovered;
}

async function removePartials({ layout }: Station): Promise<Recovery[]> {
  const removed: Recovery[] = [];
  for (const folder of stationFolders) {
    for (const { path, owner } of await findStalePartials(layout.path(folder))) {
      if (owner !== 'gone') continue;
      await unlink(path);
      removed.push({ kind: 'partial-removed', file: path });
    }
  }
  return removed;
}

async function followAll(station: Station): Promise<Recovery[]> {
  const followed = await followHeld(station);
  return followed.map(({ sender, stream, sequence }) => ({
    kind: 'batch-followed',
    file: `${sender}.${stream}.${sequence}`,
  }));
}

/** A station, open, with its settings in force. Made for `using`. */
export interface OpenedStation extends Disposable {
  readonly station: Station;
  readonly settings: Settings;
  /** What batches are held against. */
  readonly findPolicy: FindPolicy;
}

/** For what the settings are put in force. */
export interface SettingsUse {
  /** Who works with them, for the entry of the custody log that tells of a change: a command, or a service. */
  readonly command: string;
  /** Whether something is to be signed, for which the clock must not stand behind the ledger. */
  readonly signs?: boolean;
}

/**
 * Opens the station in the folder `root` with its scelle.toml and its policy; a change of the settings is entered in the
 * custody log. Throws the codes of `openStation` and `readSettings`, and `clock-behind-ledger` where something is to be signed.
 */
export async function openStationWithSettings(
  root: string,
  { command, signs = false, ...options }: OpenStationOptions & SettingsUse,
): Promise<OpenedStation> {
  return putSettingsInForce(await openStation(root, options), { command, signs });
}

/** The same for a station that is open already, and is closed where this fails. */
export async function putSettingsInForce(station: Station, { command, signs }: SettingsUse): Promise<OpenedStation> {
  try {
    const { settings, bytes } = await readSettings(station.layout.settings, station.name);
    const { environment, isReadOnly } = station;
    if (signs === true) await requireClock(station, settings);
    if (!isReadOnly) await recordSettings(station, bytes, { now: environment.now(), command });
    const findPolicy = createPolicyFinder(station, settings);
    return { station, settings, findPolicy, [Symbol.dispose]: () => station.close() };
  } catch (error) {
    station.close();
    throw error;
  }
}
