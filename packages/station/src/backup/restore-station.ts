import { mkdir, open, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type Identity, toInstant } from '@scelle/core';
import { createPartialPath, decrypt, makeFolder, syncFolderOf, toTargetError } from '@scelle/core/internal';
import { writeCardFiles } from '../cards/card-store.ts';
import { createChange, signNewestHead } from '../custody/custody-log.ts';
import { StationError } from '../errors/station-error.ts';
import { publishFolder, readUnattendedKey } from '../home/files.ts';
import { layoutOf, type StationLayout, stationFolders } from '../home/layout.ts';
import { createStationEnvironment, type StationEnvironment, type StationFacts } from '../home/station.ts';
import { findForeignFile, type Owner, readOwner } from '../ledger/owner.ts';
import { forgetFilesBut } from '../ledger/received-batches.ts';
import { insertRestoration } from '../ledger/restorations.ts';
import { openLedger } from '../ledger/sqlite/open-ledger.ts';
import {
  type BackupDocument,
  backupLimits,
  documentMember,
  listBackupMembers,
  parseBackupDocument,
} from './backup-document.ts';
import { compareKeys } from './compare-keys.ts';
import { TarReader } from './tar.ts';

/** What a backup is restored from. */
export interface Restoration {
  /** The bytes of the backup. */
  readonly backup: AsyncIterable<Uint8Array>;
  readonly identities: readonly Identity[];
  readonly environment?: StationEnvironment;
}

/** What was restored. */
export interface RestoredStation {
  readonly layout: StationLayout;
  readonly document: BackupDocument;
}

/**
 * Restores a station into the new folder `root`. It gets its name once it is whole, and refuses from then on to use
 * numbers that were not confirmed (`confirmSequence`). Throws `backup-invalid`, `backup-keys-foreign`, `station-exists`,
 * `target-full`, `target-unwritable`, and the codes of `decrypt`, `parseBackupDocument` and `openLedger`. Source: docs/station-documents.md § Backups.
 */
export async function restoreStation(root: string, restoration: Restoration): Promise<RestoredStation> {
  const path = resolve(root);
  const staged = createPartialPath(path);
  try {
    await makeFolder(dirname(path));
    const layout = await makeFolders(staged);
    const document = await unpack(layout, restoration);
    await noteRestoration(layout, document, restoration.environment ?? createStationEnvironment());
    await publishFolder(staged, path);
    return { layout: layoutOf(path), document };
  } catch (error) {
    throw toTargetError(error, root);
  } finally {
    await rm(staged, { recursive: true, force: true });
  }
}

async function makeFolders(root: string): Promise<StationLayout> {
  const layout = layoutOf(root);
  await mkdir(root, { mode: 0o700 });
  for (const folder of stationFolders) await mkdir(layout.path(folder), { mode: 0o700 });
  return layout;
}

/** Whoever knows the recipient can make a backup: every name in it is one that the document names. */
async function unpack(layout: StationLayout, { backup, identities }: Restoration): Promise<BackupDocument> {
  const tar = new TarReader(decrypt(backup, identities));
  try {
    const document = await readDocument(tar);
    for (const { member, file } of listBackupMembers(document, layout)) {
      const size = await tar.readHeader(member);
      await writeMember(file, tar.readContent(size));
    }
    await tar.finish();
    for (const folder of stationFolders) await syncFolderOf(join(layout.path(folder), '.'));
    return document;
  } finally {
    await tar.close();
  }
}

async function readDocument(tar: TarReader): Promise<BackupDocument> {
  const pieces: Uint8Array[] = [];
  const size = await tar.readHeader(documentMember, backupLimits.documentBytes);
  for await (const piece of tar.readContent(size)) pieces.push(piece);
  return parseBackupDocument(Buffer.concat(pieces));
}

async function writeMember(path: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  await using file = await open(path, 'wx', 0o600);
  for await (const piece of content) await file.writeFile(piece);
  await file.sync();
}

/** The first thing that a restored station knows is that it does not know everything. */
async function noteRestoration(
  layout: StationLayout,
  document: BackupDocument,
  environment: StationEnvironment,
): Promise<void> {
  const { station, role, madeAt, batches } = document;
  const ledger = openLedger(layout.ledger);
  try {
    const { receivesFor } = await checkContent({ name: station, role, layout, ledger });
    const change = createChange(ledger, { name: station, role, receivesFor, layout, environment, isReadOnly: false });
    await change(async (inside) => {
      await insertRestoration(inside.ledger, { backupMadeAt: madeAt, restoredAt: toInstant(environment.now()) });
      await forgetFilesBut(inside.ledger, new Set(batches));
      const details = { backupMadeAt: madeAt, batches: batches.length };
      await inside.record({ command: 'restore', act: 'station-restored', result: 'done', details });
    });
    await writeCardFiles(ledger, layout);
    const signer = await readUnattendedKey(layout, 'custody');
    await signNewestHead(ledger, { station, signer, now: environment.now });
  } finally {
    ledger.close();
  }
  await syncFolderOf(layout.ledger);
}

/**
 * Whether the ledger is that of the station, names no file elsewhere, and the keys are those of its newest card: a person
 * compares the words of this card, and whoever knows a recipient can make a backup with it. Throws `backup-invalid`,
 * `backup-keys-foreign`.
 */
async function checkContent(station: Pick<StationFacts, 'name' | 'role' | 'layout' | 'ledger'>): Promise<Owner> {
  const { name, role, layout, ledger } = station;
  const owner = await readOwner(ledger, layout.ledger);
  if (owner.name !== name || owner.role !== role) {
    throw new StationError('backup-invalid', { found: owner.name, expected: name });
  }
  const file = await findForeignFile(ledger);
  if (file !== null) throw new StationError('backup-invalid', { found: file, expected: 'outbox/….scelle' });
  const { card, foreign } = await compareKeys(station);
  if (card === null) throw new StationError('backup-invalid', { found: '–', expected: `${name}.000001.card` });
  if (foreign.length > 0) throw new StationError('backup-keys-foreign', { file: foreign.join(', '), expected: card });
  return owner;
}
