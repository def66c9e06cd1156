import { existsSync } from 'node:fs';
import { readdir, realpath, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Container, openFileSource, readContainer, ScelleError } from '@scelle/core';
import { toSha256Hex } from '@scelle/core/internal';
import type { DeliveryOutcome } from '@scelle/verify';
import { removeStored, setAside } from '../home/files.ts';
import { isStoredFile, type StationFolder, storedName } from '../home/layout.ts';
import type { Recovery, Station, StationFacts } from '../home/station.ts';
import { findByDigest, listStoredFiles } from '../ledger/received-batches.ts';
import { findClaimedPlace } from './find-policy.ts';

/** The folders that hold what was received. */
const folders: readonly StationFolder[] = ['inbox', 'held', 'quarantine'];

/**
 * Sets aside, in the folder `unrecorded`, copies of batches that the ledger does not name. They are evidence: they lie there
 * where a command was interrupted between the file and the ledger, and where an older ledger was put back, or batches
 * were copied back beside it. Only a second copy of what the ledger has is removed. Tells which files of the ledger are
 * missing.
 */
export async function keepUnrecorded(station: Station): Promise<Recovery[]> {
  const { layout, ledger } = station;
  const recovered: Recovery[] = [];
  for (const path of await listUnnamed(station)) {
    if (await isSecondCopy(station, path)) {
      await unlink(path);
      recovered.push({ kind: 'second-copy-removed', file: path });
    } else if (dirname(path) !== layout.unrecorded) {
      const file = await setAside(path, layout.unrecorded);
      const details = { file: basename(file), from: basename(dirname(path)) };
      await station.change((inside) =>
        inside.record({ command: 'receive', act: 'copy-set-aside', result: 'kept', details }),
      );
      recovered.push({ kind: 'copy-set-aside', file });
    }
  }
  // A name that leads elsewhere is as good as missing here; whatever uses it refuses it.
  const isThere = (file: string): boolean => isStoredFile(file) && existsSync(layout.stored(file));
  const missing = (await listStoredFiles(ledger)).filter((file) => !isThere(file));
  return [...recovered, ...missing.map((file): Recovery => ({ kind: 'file-missing', file }))];
}

/**
 * The copies of batches that the ledger does not know, by the path at which the next command finds them. Each waits for a
 * person, who receives it like a batch that comes from outside (`scelle receive`).
 */
export async function listUnrecorded(station: Pick<StationFacts, 'layout' | 'ledger'>): Promise<readonly string[]> {
  const unrecorded: string[] = [];
  for (const path of await listUnnamed(station)) {
    if (!(await isSecondCopy(station, path))) unrecorded.push(join(station.layout.unrecorded, basename(path)));
  }
  return unrecorded;
}

/** What was received from the folder `unrecorded` has its place in the ledger, and waits there no longer. */
export async function clearUnrecorded(station: Station, path: string, outcome: DeliveryOutcome): Promise<void> {
  const { layout } = station;
  if (!existsSync(layout.unrecorded)) return;
  const folder = await realpath(dirname(path));
  if (folder !== (await realpath(layout.unrecorded))) return;
  const act = { command: 'receive', act: 'copy-received', result: outcome, details: { file: basename(path) } };
  await station.exclusively(async () => station.change((inside) => inside.record(act)));
  await removeStored(join(folder, basename(path)));
}

/** Copies of batches under names that the ledger does not have. */
async function listUnnamed({ layout, ledger }: Pick<StationFacts, 'layout' | 'ledger'>): Promise<readonly string[]> {
  const named = new Set(await listStoredFiles(ledger));
  const unnamed: string[] = [];
  for (const folder of folders) {
    const names = await listBatches(layout.path(folder));
    const left = names.filter((name) => !named.has(storedName(folder, name)));
    for (const name of left) unnamed.push(layout.path(folder, name));
  }
  if (!existsSync(layout.unrecorded)) return unnamed;
  const aside = await listBatches(layout.unrecorded);
  return [...unnamed, ...aside.map((name) => join(layout.unrecorded, name))];
}

/** Plain files only: nothing else was made here. */
async function listBatches(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.scelle'))
    .map(({ name }) => name)
    .sort();
}

/**
 * Whether the ledger has this very batch, with its file, and nothing is lost with the copy: a command that moves a batch
 * was interrupted, or the batch was received once more.
 */
async function isSecondCopy(
  { layout, ledger }: Pick<StationFacts, 'layout' | 'ledger'>,
  path: string,
): Promise<boolean> {
  const copy = await tryRead(path);
  const claimed = copy && findClaimedPlace(copy.manifest);
  const batch = claimed && (await findByDigest(ledger, { ...claimed, digest: toSha256Hex(copy.manifest) }));
  const kept = batch?.file && isStoredFile(batch.file) ? await tryRead(layout.stored(batch.file)) : null;
  if (copy === null || kept === null || copy.payload.end !== kept.payload.end) return false;
  const parts = new Set(listParts(kept));
  return listParts(copy).every((part) => parts.has(part));
}

/** The digest of the payload stands in the manifest. */
function listParts({ manifest, seal, coSignatures }: Container): readonly string[] {
  return [manifest, seal, ...coSignatures.map(({ bytes }) => bytes)].map(toSha256Hex);
}

/** Null where it is no batch, or damaged: nobody can tell whose it is. */
async function tryRead(path: string): Promise<Container | null> {
  try {
    await using source = await openFileSource(path, { ownFile: true });
    return await readContainer(source);
  } catch (error) {
    if (error instanceof ScelleError) return null;
    throw error;
  }
}
