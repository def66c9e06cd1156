import { type StationLayout, settingsFile } from '../folder/layout.ts';
import type { BackupDocument } from './backup-document.ts';

/** A member of a backup, and the file of the station that it holds. */
export interface BackupMember {
  readonly member: string;
  /** Its path. */
  readonly file: string;
}

/** Name of the member that says what a backup is; it stands first. */
export const documentMember = 'backup.json';

/** Name of the ledger, in a station and in a backup. */
export const ledgerMember = 'ledger.db';

/**
 * The members that follow the document, in their order. Batches are numbered, because their names may be longer than
 * those of a tar. Source: docs/format.md § Backups.
 */
export function listBackupMembers(
  { keys, batches }: Pick<BackupDocument, 'keys' | 'batches'>,
  layout: StationLayout,
): BackupMember[] {
  const toMember = (index: number) => `batches/${String(index + 1).padStart(6, '0')}.scelle`;
  return [
    { member: settingsFile, file: layout.settings },
    { member: ledgerMember, file: layout.ledger },
    ...keys.map((name) => ({ member: `keys/${name}`, file: layout.path('keys', name) })),
    ...batches.map((file, index) => ({ member: toMember(index), file: layout.stored(file) })),
  ];
}
