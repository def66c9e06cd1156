import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import {
  createPublishedFile,
  memorySource,
  openFileSource,
  parseRecipient,
  type Recipient,
  type Sink,
  toInstant,
  VERSION,
} from '@scelle/core';
import { createEncryption, createPartialPath } from '@scelle/core/internal';
import { findCurrentCard } from '../cards/card-store.ts';
import { StationError } from '../errors/station-error.ts';
import type { LedgerReader } from '../home/ledger.ts';
import type { Station, StationChange } from '../home/station.ts';
import { listImportedDigests } from '../ledger/receipts.ts';
import { listReceived } from '../ledger/received-batches.ts';
import { listSent } from '../ledger/sent-batches.ts';
import { isForAPerson } from '../receiving/judge-batch.ts';
import {
  BACKUP_FORMAT,
  type BackupDocument,
  documentMember,
  encodeBackupDocument,
  ledgerMember,
  listBackupMembers,
  parseBackupDocument,
} from './backup-document.ts';
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
 * Writes a backup: settings, ledger, keys as they are kept, and the batches that nobody has finished with, encrypted to the
 * recipients; without any, to this party's own. Nothing changes at the station meanwhile. Throws
 * `backup-without-recipient`, `document-invalid` where a backup cannot hold a file's name, `ledger-full`, and the codes of
 * `createPublishedFile`. Source: docs/station-documents.md § Backups.
 */
export async function createBackup(station: Station, path: string, given?: readonly Recipient[]): Promise<MadeBackup> {
  const recipients = given ?? (await listOwnRecipients(station));
  if (recipients.length === 0) throw new StationError('backup-without-recipient', { name: station.name });
  return station.exclusively(async () => {
    await using file = await createPublishedFile(path);
    await using ledger = await copyLedger(station);
    const document = await describeBackup(station);
    // Our own reader judges it: the name of a file among the keys that a backup cannot hold.
    parseBackupDocument(encodeBackupDocument(document));
    const tar = packTar(openMembers(station, document, ledger.path));
    const written = await writeEncrypted(file, tar, recipients);
    await file.publish();
    const backup = { document, ...written };
    await station.change((inside) => recordBackup(inside, backup));
    return backup;
  });
}

async function listOwnRecipients({ ledger, name }: Station): Promise<readonly Recipient[]> {
  return (await findCurrentCard(ledger, name))?.card.recipients.map((text) => parseRecipient(text)) ?? [];
}

/** A consistent copy, without what SQLite keeps for itself; a copy that a crash leaves is removed at the next start. */
async function copyLedger({ ledger, layout }: Station): Promise<AsyncDisposable & { readonly path: string }> {
  const path = createPartialPath(layout.path('receipts', ledgerMember));
  try {
    await ledger.copyTo(path);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  return { path, [Symbol.asyncDispose]: () => rm(path, { force: true }) };
}

async function describeBackup({ name, role, layout, ledger, environment }: Station): Promise<BackupDocument> {
  return {
    format: BACKUP_FORMAT,
    station: name,
    role,
    madeAt: toInstant(environment.now()),
    producer: `scelle/${VERSION}`,
    keys: await listKeyFiles(layout.path('keys')),
    batches: (await listUnfinished(ledger)).filter((file) => existsSync(layout.stored(file))),
  };
}

async function listKeyFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
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
  for (const { member, file } of listBackupMembers(document, layout)) {
    await using content = await openFileSource(member === ledgerMember ? ledger : file, { ownFile: true });
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

async function recordBackup({ record }: StationChange, { document, bytes, sha256 }: MadeBackup): Promise<void> {
  const { keys, batches } = document;
  const details = { bytes, sha256, keys: keys.length, batches: batches.length };
  await record({ command: 'backup', act: BACKED_UP, result: 'done', details });
}

/**
 * The files, folder and name, of the batches that somebody still needs: what was sent until it is imported there, what
 * came until it is imported here, and what waits for its turn or for a person.
 */
async function listUnfinished(ledger: LedgerReader): Promise<readonly string[]> {
  const sent = (await listSent(ledger, ['packed', 'sent', 'held', 'delivered', 'verified'])).map(
    ({ file }) => `outbox/${file}`,
  );
  const imported = await listImportedDigests(ledger);
  const received = [
    ...(await listReceived(ledger, 'accepted')).filter(({ identity }) => !imported.has(identity?.digest ?? '')),
    ...(await listReceived(ledger, 'held')),
    ...[...(await listReceived(ledger, 'rejected')), ...(await listReceived(ledger, 'quarantined'))].filter(
      isForAPerson,
    ),
  ];
  return [...sent, ...received.flatMap(({ file }) => file ?? [])];
}
