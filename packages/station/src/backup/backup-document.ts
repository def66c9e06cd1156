import {
  choice,
  closedObject,
  type Expectation,
  encodeDocument,
  instant,
  list,
  name,
  parseDocument,
  string,
  text,
} from '@scelle/core/internal';
import type { z } from 'zod';
import { isStoredFile, type StationLayout, settingsFile } from '../home/layout.ts';
import { type PartyRole, partyRoles } from '../home/station.ts';

/** The format word of a backup. */
export const BACKUP_FORMAT = 'scelle.backup/1' as const;

/** What a backup says of itself. Source: docs/station-documents.md § Backups. */
export interface BackupDocument {
  readonly format: typeof BACKUP_FORMAT;
  readonly station: string;
  readonly role: PartyRole;
  readonly madeAt: string;
  /** The software that made it, `scelle/<version>`. */
  readonly producer: string;
  /** Names of the files of its keys. */
  readonly keys: readonly string[];
  /** Folders and names of the batches that nobody has finished with, in the order of their members. */
  readonly batches: readonly string[];
}

/** The limits of a backup, checked before memory is taken. */
export const backupLimits = { documentBytes: 16_777_216, keys: 1_000, batches: 100_000 } as const;

const KEY_FILE = /^[a-z][a-z0-9-]{0,31}(?:\.[a-z0-9-]{1,32}){1,3}$/;

const file = (isName: (value: string) => boolean) => string(isName, 'name');

const documentSchema: z.ZodType<BackupDocument> = closedObject({
  format: choice([BACKUP_FORMAT]),
  station: name(),
  role: choice(partyRoles),
  madeAt: instant(),
  producer: text(64),
  keys: list(
    file((value) => KEY_FILE.test(value)),
    1,
    backupLimits.keys,
  ),
  batches: list(file(isStoredFile), 0, backupLimits.batches),
}).refine(({ keys, batches }) => new Set([...keys, ...batches]).size === keys.length + batches.length, {
  path: ['batches'],
  error: 'consistent' satisfies Expectation,
});

/** The canonical bytes of the document. */
export function encodeBackupDocument(document: BackupDocument): Uint8Array {
  return encodeDocument(document);
}

/** Parses the bytes of the document. Throws the codes of `parseDocument`. Source: docs/station-documents.md § Backups. */
export function parseBackupDocument(bytes: Uint8Array): BackupDocument {
  return parseDocument(documentSchema, bytes, { member: 'backup.json', limit: backupLimits.documentBytes });
}

/** A member of a backup, and the file of the station that it holds. */
interface BackupMember {
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
 * those of a tar. Source: docs/station-documents.md § Backups.
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
