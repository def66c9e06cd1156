import type { Station } from './home/station.ts';
import { type OpenStationOptions, openStation } from './open-station.ts';
import { createPolicyFinder, type FindPolicy } from './receiving/find-policy.ts';
import { requireClock } from './sending/require-signing.ts';
import { readSettings, recordSettings } from './settings/read-settings.ts';
import type { Settings } from './settings/settings.ts';

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
