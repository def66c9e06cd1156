import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  type Container,
  type Manifest,
  openFileSource,
  parseManifest,
  parsePublicKey,
  readContainer,
  ScelleError,
} from '@scelle/core';
import { parseSignatureFile, toSha256Hex, verifySignature } from '@scelle/core/internal';
import { listCards } from '../cards/card-store.ts';
import { StationError } from '../errors/station-error.ts';
import { isStoredFile } from '../home/layout.ts';
import type { Recovery, Station } from '../home/station.ts';
import { findLastUsed } from '../ledger/restorations.ts';
import { isSentFile } from '../ledger/sent-batches.ts';
import { recordPacked } from './pack-batch.ts';

/**
 * Takes into the ledger what a killed `pack` has sealed and published: its number is used, and using it again would
 * look like equivocation. What does not follow the last number is left for a person.
 */
export async function adoptOrphans(station: Station): Promise<Recovery[]> {
  const { layout, ledger } = station;
  const names = (await readdir(layout.path('outbox'))).filter((name) => name.endsWith('.scelle')).sort();
  const recovered: Recovery[] = [];
  for (const name of names) {
    if (await isSentFile(ledger, name)) continue;
    const kind = (await adopt(station, name)) ? 'batch-adopted' : 'outbox-conflict';
    recovered.push({ kind, file: layout.path('outbox', name) });
  }
  return recovered;
}

/**
 * Throws `batch-adopted` where the station, when it was opened, found a batch of this stream that an interrupted command
 * had sealed: that command was given to pack the very records that are now to be packed, most likely.
 */
export function requireNoneAdopted(
  { name: sender, recovered }: Station,
  { to, stream }: { readonly to: string; readonly stream: string },
): void {
  const beginning = `${sender}.${to}.${stream}.`;
  const adopted = recovered.find(({ kind, file }) => kind === 'batch-adopted' && basename(file).startsWith(beginning));
  if (adopted !== undefined) throw new StationError('batch-adopted', { file: adopted.file });
}

async function adopt(station: Station, file: string): Promise<boolean> {
  // Another name was not given by a command of this station.
  if (!isStoredFile(`outbox/${file}`)) return false;
  const orphan = await readOrphan(station, file);
  if (orphan === null) return false;
  const { manifest, digest } = orphan;
  const last = await findLastUsed(station.ledger, manifest);
  const follows = manifest.sequence === (last?.sequence ?? 0) + 1 && manifest.previous === (last?.digest ?? null);
  if (!follows || manifest.sender !== station.name) return false;
  await station.change((inside) => recordPacked(inside, { ...orphan, file, manifestDigest: digest }, 'batch-adopted'));
  return true;
}

interface Orphan {
  readonly manifest: Manifest;
  readonly digest: string;
  readonly bytes: number;
}

/** The batch, if it is whole and sealed by this party. */
async function readOrphan({ layout, ledger, name }: Station, file: string): Promise<Orphan | null> {
  try {
    await using source = await openFileSource(layout.path('outbox', file), { ownFile: true });
    const container = await readContainer(source);
    const keys = (await listCards(ledger, name)).flatMap(({ card }) => card.signingKeys);
    if (!keys.some(({ publicKey }) => isSealedBy(container, publicKey))) return null;
    const manifest = parseManifest(container.manifest);
    return { manifest, digest: toSha256Hex(container.manifest), bytes: source.size };
  } catch (error) {
    if (ScelleError.is(error)) return null;
    throw error;
  }
}

function isSealedBy({ seal, manifest }: Container, publicKey: string): boolean {
  return verifySignature(parseSignatureFile(seal), manifest, parsePublicKey(publicKey));
}
