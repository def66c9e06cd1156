import { createHash } from 'node:crypto';
import { lstat, readdir, rm } from 'node:fs/promises';
import {
  createEncryption,
  createPartialPath,
  createPublishedFile,
  memorySource,
  openFileSource,
  parseRecipient,
  type Recipient,
  type Sink,
  toInstant,
  VERSION,
} from '@scelle/core';
import { findCurrentCard } from '../cards/card-store.ts';
import { listReceived } from '../ledger/received-batches.ts';
import { listSent } from '../ledger/sent-batches.ts';
import type { Station } from '../station.ts';
import { StationError } from '../station-error.ts';
import { BACKUP_FORMAT, type BackupDocument, encodeBackupDocument } from './backup-document.ts';
import { documentMember, ledgerMember, listBackupMembers } from './backup-members.ts';
import { type PackedMember, packTar } from './tar.ts';

/** How the custody log tells of a backup. */
export const BACKED_UP = 'backup-made';

/** What was made. */
export interface MadeBackup {
  readonly document: BackupDocument;
  readonly bytes: number;
  /** SHA-256 of the file, hex. */
  readonly sha256: string;
}

/**
 * Writes a backup: settings, ledger, keys as they are kept, and the batches that nobody has finished with, sealed to the
 * recipients; without any, to this party's own. Nothing changes at the station meanwhile. Throws
 * `backup-without-recipient`, and the codes of `createPublishedFile`. Source: docs/format.md § Backups.
 */
export async function createBackup(
  station: Station,
  path: string,
  recipients: readonly Recipient[] = listOwnRecipients(station),
): Promise<MadeBackup> {
  if (recipients.length === 0) throw new StationError('backup-without-recipient', { name: station.name });
  return station.exclusively(async () => {
    await using file = await createPublishedFile(path);
    await using ledger = await copyLedger(station);
    const document = await describeBackup(station);
    const tar = packTar(openMembers(station, document, ledger.path));
    const written = await writeEncrypted(file, tar, recipients);
    await file.publish();
    const backup = { document, ...written };
    station.change(() => recordBackup(station, backup));
    return backup;
  });
}

function listOwnRecipients({ database, name }: Station): readonly Recipient[] {
  return findCurrentCard(database, name)?.card.recipients.map((text) => parseRecipient(text)) ?? [];
}

/** A consistent copy, without what SQLite keeps for itself; a copy that a crash leaves is removed at the next start. */
async function copyLedger({ database, layout }: Station): Promise<AsyncDisposable & { readonly path: string }> {
  const path = createPartialPath(layout.path('receipts', ledgerMember));
  database.prepare('VACUUM INTO ?').run(path);
  return { path, [Symbol.asyncDispose]: () => rm(path, { force: true }) };
}

async function describeBackup({ name, role, layout, database, environment }: Station): Promise<BackupDocument> {
  return {
    format: BACKUP_FORMAT,
    station: name,
    role,
    madeAt: toInstant(environment.now()),
    producer: `scelle/${VERSION}`,
    keys: (await readdir(layout.path('keys'))).sort(),
    batches: await listPresent(layout.stored, listUnfinished(database)),
  };
}

/** What was sent and is not acknowledged, and what came and is not opened: nobody else has it, or has looked at it. */
function listUnfinished(database: Station['database']): readonly string[] {
  const sent = listSent(database, ['packed', 'sent', 'held']).map(({ file }) => `outbox/${file}`);
  const received = [...listReceived(database, 'accepted', 'sealed'), ...listReceived(database, 'held')];
  return [...sent, ...received.flatMap(({ file }) => file ?? [])];
}

async function listPresent(toPath: (file: string) => string, files: readonly string[]): Promise<string[]> {
  const present: string[] = [];
  for (const file of files) if ((await lstat(toPath(file)).catch(() => null)) !== null) present.push(file);
  return present;
}

/** The members one by one, each file opened when its turn comes. */
async function* openMembers(
  { layout }: Station,
  document: BackupDocument,
  ledger: string,
): AsyncGenerator<PackedMember> {
  const bytes = encodeBackupDocument(document);
  const source = memorySource(bytes);
  yield { name: documentMember, size: bytes.length, content: source.stream({ start: 0, end: bytes.length }) };
  for (const { member, file } of listBackupMembers(document)) {
    await using content = await openFileSource(member === ledgerMember ? ledger : layout.stored(file));
    const { size } = content;
    yield { name: member, size, content: content.stream({ start: 0, end: size }) };
  }
}

async function writeEncrypted(
  sink: Sink,
  plain: AsyncIterable<Uint8Array>,
  recipients: readonly Recipient[],
): Promise<Pick<MadeBackup, 'bytes' | 'sha256'>> {
  const encryption = await createEncryption(recipients);
  const digest = createHash('sha256');
  let bytes = 0;
  const write = async (piece: Uint8Array): Promise<void> => {
    digest.update(piece);
    const position = bytes;
    bytes += piece.length;
    await sink.write(position, piece);
  };
  await write(encryption.header);
  for await (const piece of plain) await write(encryption.push(piece));
  await write(encryption.finish());
  return { bytes, sha256: digest.digest('hex') };
}

function recordBackup({ record }: Station, { document, bytes, sha256 }: MadeBackup): void {
  const { keys, batches } = document;
  const details = { bytes, sha256, keys: keys.length, batches: batches.length };
  record({ command: 'backup', act: BACKED_UP, result: 'done', details });
}
