import { readdir } from 'node:fs/promises';
import { parseManifest, readContainer, ScelleError } from '@scelle/core';
import type { AuthenticBatch } from '../ledger/received-batches.ts';
import { openStored } from '../receiving/verify-stored.ts';
import type { Station } from '../station.ts';
import { attendedKeyFiles } from './key-files.ts';
import type { StationLayout } from './layout.ts';
import { findOwnText, requireOwnFile } from './own-file.ts';

/** A key that was replaced keeps the number of its last card in its name. */
const REPLACED = /^opening\.card-[1-9][0-9]*\.recipient$/;

/**
 * The identity files that are needed to open these batches: the one in use first, then those that were replaced since one
 * of them was sealed. A sender may not have had the newest card, and what was opened before may wait to be imported.
 */
export async function listNeededIdentities(
  station: Station,
  batches: readonly AuthenticBatch[],
): Promise<readonly string[]> {
  const { layout } = station;
  const current = layout.path('keys', attendedKeyFiles.opening);
  await requireOwnFile(current);
  const replaced = await listReplaced(layout);
  if (replaced.length === 0) return [current];
  const sealedTo = await listSealedTo(station, batches);
  return [current, ...replaced.filter(({ recipient }) => sealedTo.has(recipient)).map(({ file }) => file)];
}

interface ReplacedKey {
  readonly recipient: string;
  /** Path of its identity file. */
  readonly file: string;
}

async function listReplaced(layout: StationLayout): Promise<readonly ReplacedKey[]> {
  const names = (await readdir(layout.path('keys'))).sort();
  const replaced: ReplacedKey[] = [];
  for (const name of names) {
    const identity = name.replace(/recipient$/, 'identity');
    // Whoever destroys an old key leaves its recipient: what was sealed to it cannot be opened any more.
    if (!REPLACED.test(name) || !names.includes(identity)) continue;
    const recipient = (await findOwnText(layout.path('keys', name)))?.trim() ?? '';
    replaced.push({ recipient, file: layout.path('keys', identity) });
  }
  return replaced;
}

/** Every recipient to whom one of them is sealed. A file that is not as it should be is told on opening it. */
async function listSealedTo(station: Station, batches: readonly AuthenticBatch[]): Promise<ReadonlySet<string>> {
  const recipients = new Set<string>();
  for (const batch of batches) {
    for (const recipient of await tryReadSealedTo(station, batch)) recipients.add(recipient);
  }
  return recipients;
}

async function tryReadSealedTo({ layout }: Station, batch: AuthenticBatch): Promise<readonly string[]> {
  try {
    await using source = await openStored(layout, batch);
    return parseManifest((await readContainer(source)).manifest).sealedTo;
  } catch (error) {
    if (error instanceof ScelleError) return [];
    throw error;
  }
}
