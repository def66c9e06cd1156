import { dirname } from 'node:path';
import { createBackup } from '@scelle/station';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { clearStalePartials } from '../files/stale-partials.ts';
import { loadRecipients } from '../keys/load-keys.ts';
import { openDesk, type StationOptions } from '../station/open-desk.ts';

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
  using desk = await openDesk(context, options, 'backup');
  const { document: content, bytes, sha256 } = await createBackup(desk.station, file, recipients);
  const { madeAt, keys, batches } = content;
  const document = { file, bytes, sha256, madeAt, keys: keys.length, batches: batches.length };
  return { document, lines: context.texts.backupMade(document) };
}
