import { dirname } from 'node:path';
import { openFileSource } from '@scelle/core';
import { createBackup, findCurrentCard, fingerprintWords, openStation, restoreStation } from '@scelle/station';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { clearStalePartials } from '../kernel/files.ts';
import { openForCommand, type StationOptions } from '../kernel/station.ts';
import { loadRecipients } from '../keys/load-keys.ts';
import { loadOpeningKeys, type OpeningKeyOptions } from '../keys/opening-keys.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

const texts = { en, fr };

/** Options of `scelle backup`. */
export interface BackupOptions extends StationOptions {
  readonly out: string;
  /** Files of recipients who can open the backup, in place of this party. */
  readonly recipientKey?: readonly string[];
}

/** `scelle backup`: writes a backup of the station. */
export async function backup(context: CommandContext, options: BackupOptions): Promise<CommandResult> {
  const { out: file, recipientKey } = options;
  const recipients = recipientKey === undefined ? undefined : await loadRecipients(recipientKey);
  await clearStalePartials(dirname(file), context);
  using opened = await openForCommand(context, options, 'backup');
  const { document: content, bytes, sha256 } = await createBackup(opened.station, file, recipients);
  const { madeAt, keys, batches } = content;
  const document = { file, bytes, sha256, madeAt, keys: keys.length, batches: batches.length };
  return { document, lines: texts[context.language].backupMade(document) };
}

/** Options of `scelle restore`. */
export interface RestoreOptions extends OpeningKeyOptions {
  readonly out: string;
}

/** `scelle restore`: makes a station from a backup, in a new folder. */
export async function restore(context: CommandContext, file: string, options: RestoreOptions): Promise<CommandResult> {
  const { interruption, language } = context;
  await using source = interruption.source(await openFileSource(file));
  const identities = await loadOpeningKeys(context, options);
  await clearStalePartials(dirname(options.out), context);
  const backup = source.stream({ start: 0, end: source.size });
  const { layout, document: content } = await restoreStation(options.out, { backup, identities });
  const { station, role, madeAt } = content;
  const words = await readWords(layout.root, language);
  const document = { folder: layout.root, station, role, madeAt, words };
  return { document, lines: texts[language].stationRestored(document) };
}

/** The words of the newest card that the restored station knows of itself. */
async function readWords(folder: string, language: CommandContext['language']): Promise<readonly string[]> {
  using station = await openStation(folder, { readOnly: true });
  const stored = await findCurrentCard(station.ledger, station.name);
  return stored === null ? [] : fingerprintWords(stored.document, language);
}
