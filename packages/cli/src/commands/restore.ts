import { dirname } from 'node:path';
import { openFileSource } from '@scelle/core';
import { findCurrentCard, fingerprintWords, openStation, restoreStation } from '@scelle/station';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { clearStalePartials } from '../files/stale-partials.ts';
import { loadOpeningKeys, type OpeningKeyOptions } from '../keys/opening-keys.ts';

/** Options of `scelle restore`. */
export interface RestoreOptions extends OpeningKeyOptions {
  readonly out: string;
}

/** `scelle restore`: makes a station from a backup, in a new folder. */
export async function restore(context: CommandContext, file: string, options: RestoreOptions): Promise<CommandResult> {
  const { interruption, language, texts } = context;
  await using source = interruption.source(await openFileSource(file));
  const identities = await loadOpeningKeys(context, options);
  await clearStalePartials(dirname(options.out), context);
  const backup = source.stream({ start: 0, end: source.size });
  const { layout, document: content } = await restoreStation(options.out, { backup, identities });
  const { station, role, madeAt } = content;
  const words = await readWords(layout.root, language);
  const document = { folder: layout.root, station, role, madeAt, words };
  return { document, lines: texts.stationRestored(document) };
}

/** The words of the newest card that the restored station knows of itself. */
async function readWords(folder: string, language: CommandContext['language']): Promise<readonly string[]> {
  using station = await openStation(folder, { readOnly: true });
  const stored = findCurrentCard(station.database, station.name);
  return stored === null ? [] : fingerprintWords(stored.document, language);
}
