import { CoreError, openFileSource, toInstant } from '@scelle/core';
import { toSha256Hex } from '@scelle/core/internal';
import { StationError } from '../errors/station-error.ts';
import type { Station } from '../home/station.ts';
import { findNewestSettings, insertSettings } from '../ledger/owner.ts';
import { parseSettings, SETTINGS_BYTES } from './parse-settings.ts';
import type { Settings } from './settings.ts';

/**
 * Reads the settings of a station, that of the party `own`. Throws `settings-missing`, `settings-unreadable`, and the codes of `parseSettings`.
 */
export async function readSettings(
  file: string,
  own?: string,
): Promise<{ readonly settings: Settings; readonly bytes: Uint8Array }> {
  const bytes = await readWhole(file);
  return { settings: parseSettings(bytes, file, own), bytes };
}

/**
 * Enters in the custody log that the settings were changed since this station last worked with them, and keeps their
 * text. It does nothing where they are the same, and tells whether they were not.
 */
export async function recordSettings(
  { ledger, change }: Pick<Station, 'ledger' | 'change'>,
  bytes: Uint8Array,
  { now, command }: { readonly now: Date; readonly command: string },
): Promise<boolean> {
  const digest = toSha256Hex(bytes);
  if ((await findNewestSettings(ledger)) === digest) return false;
  return change(async (inside) => {
    const previous = await findNewestSettings(inside.ledger);
    if (previous === digest) return false;
    const text = new TextDecoder().decode(bytes);
    await insertSettings(inside.ledger, { digest, text, since: toInstant(now) });
    await inside.record({ command, act: 'settings-changed', result: 'done', details: { digest, previous } });
    return true;
  });
}

/**
 * What is longer is refused by its length, and need not be read to its end. Threat: a pipe under this name, at which
 * every command would wait for ever.
 */
async function readWhole(file: string): Promise<Uint8Array> {
  try {
    await using source = await openFileSource(file);
    return await source.read(0, Math.min(source.size, SETTINGS_BYTES + 1));
  } catch (error) {
    throw toReadError(error, file);
  }
}

function toReadError(error: unknown, file: string): unknown {
  if (!(error instanceof CoreError)) return error;
  if (error.code === 'source-missing') return new StationError('settings-missing', { file }, { cause: error });
  const found = error.details['found'] ?? error.code;
  return new StationError('settings-unreadable', { file, found }, { cause: error });
}
