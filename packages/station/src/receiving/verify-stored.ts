import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import {
  type ClosableSource,
  CoreError,
  type Identities,
  type Manifest,
  openFileSource,
  parseManifest,
  readContainer,
  ScelleError,
  toInstant,
  type Workers,
} from '@scelle/core';
import {
  type ContentConsumer,
  type FollowedBatch,
  type FullReport,
  type Progress,
  type VerificationReport,
  verifyBatch,
} from '@scelle/verify';
import { toCustodyBatch } from '../custody/custody-log.ts';
import { StationError } from '../errors/station-error.ts';
import { attendedKeyFiles, findOwnText, requireOwnFile } from '../home/files.ts';
import { batchFile, type StationLayout, storedName } from '../home/layout.ts';
import type { Station } from '../home/station.ts';
import type { AuthenticBatch } from '../ledger/received-batch.ts';
import { findByDigest, isErased, updateReceived } from '../ledger/received-batches.ts';
import { createRepeatLedger } from '../ledger/streams.ts';
import { followHeld } from './enter-outcome.ts';
import type { FindPolicy } from './find-policy.ts';
import { isForAPerson } from './judge-batch.ts';
import type { StagedBatch } from './staged-batch.ts';

/** What a batch that the station holds is verified with. */
export interface StoredVerification {
  readonly findPolicy: FindPolicy;
  readonly identities: Identities;
  /** With what the batches are opened, for the custody log: the names of the custodians' shares. */
  readonly openedWith?: string;
  /** Takes the content meanwhile; all of it is provisional. */
  readonly consumer?: ContentConsumer;
  readonly onProgress?: (progress: Progress) => void;
  /** Threads in place of those that all calls of the process share, and how many of them work for this call at most. */
  readonly workers?: Workers;
  readonly threads?: number;
  /** Ends the verification with its reason; nothing is decided of the batch under way, and nothing changed. */
  readonly signal?: AbortSignal;
}

/** Failures of a file that was whole when it came. */
const damageSteps: readonly string[] = ['container', 'payload'];

/**
 * Verifies once more, at level *full*, a batch that was delivered: as of the moment of its delivery. Throws
 * `opening-key-missing` where there is nothing to open it with, `stored-file-missing`, and `stored-file-altered` where the file is not what was received: that says nothing about the
 * sender, and must not be held against its batch.
 */
export async function verifyStored(
  { layout, ledger, environment }: Station,
  batch: AuthenticBatch,
  { findPolicy, identities, consumer, onProgress, workers, threads, signal }: StoredVerification,
): Promise<FullReport> {
  requireIdentity(batch, identities);
  await using source = await openStored(layout, batch);
  const file = pathOf(layout, batch);
  const policy = await findPolicy(batch.identity.sender, batch.channel);
  const report = await verifyBatch(source, policy, {
    identities,
    ...(consumer && { consumer }),
    ...(onProgress && { onProgress }),
    ...(workers && { workers }),
    ...(threads !== undefined && { threads }),
    ...(signal && { signal }),
    ledger: createRepeatLedger(ledger),
    now: environment.now(),
    channel: batch.channel,
    origin: file,
  });
  const isDamaged = report.steps.some(({ id, outcome }) => outcome === 'failed' && damageSteps.includes(id));
  if (isDamaged || report.manifestDigest !== batch.identity.digest) {
    throw new StationError('stored-file-altered', { file });
  }
  return report;
}

/**
 * Without an opening key a batch is not opened: nothing can be said of its content. Throws `opening-key-missing`.
 */
export function requireIdentity({ identity }: AuthenticBatch, identities: readonly unknown[]): void {
  if (identities.length === 0) throw new StationError('opening-key-missing', { name: identity.digest });
}

/**
 * Opens the file of a batch that the ledger holds. Throws `stored-file-missing`, `stored-file-foreign`, and the codes of
 * `openFileSource`.
 */
export async function openStored(layout: StationLayout, batch: AuthenticBatch): Promise<ClosableSource> {
  const file = pathOf(layout, batch);
  try {
    return await openFileSource(file, { ownFile: true });
  } catch (error) {
    const isMissing = error instanceof CoreError && error.code === 'source-missing';
    throw isMissing ? new StationError('stored-file-missing', { file }, { cause: error }) : error;
  }
}

/** A gateway hands the bytes on, and the ledger names no file from then on; so it is with what was erased. */
function pathOf({ stored }: StationLayout, { file, identity }: AuthenticBatch): string {
  if (file === null) throw new StationError('stored-file-missing', { file: identity.digest });
  return stored(file);
}

/** A key that was replaced keeps the number of its last card in its name. */
const REPLACED = /^opening\.card-[1-9][0-9]*\.recipient$/;

/**
 * The identity files that are needed to open these batches: the one in use first, then those that were replaced since one
 * of them was sealed. A sender may not have had the newest card, and what was opened before may wait to be imported.
 */
export async function listNeededIdentities(
  station: Station,
  batches: readonly AuthenticBatch[],
): Promise<readonly [string, ...string[]]> {
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
    // Whoever destroys an old key leaves its recipient: what was encrypted to it cannot be opened any more.
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
    if (ScelleError.is(error)) return [];
    throw error;
  }
}

/** Whether the file of a batch is here, and lacks nothing that a new copy of the batch may have, such as a co-signature. */
export function isKept({ stored }: StationLayout, batch: AuthenticBatch): boolean {
  return batch.file !== null && existsSync(stored(batch.file)) && !isLacking(batch);
}

/**
 * The known batch of which a copy is to be kept once more; null where none is: it is here, or was handed on or erased. A
 * restored station has forgotten the files of batches that were finished with; they are kept all the same where they come.
 */
export async function findWanted(
  { ledger, layout, role }: Station,
  { manifest, manifestDigest: digest }: VerificationReport,
): Promise<AuthenticBatch | null> {
  if (manifest === null || digest === null) return null;
  const { sender, stream } = manifest;
  const batch = await findByDigest(ledger, { sender, stream, digest });
  if (batch === null || isKept(layout, batch)) return null;
  if (batch.file !== null) return batch;
  const isForgotten = batch.state === 'accepted' && role !== 'gateway' && !(await isErased(ledger, batch));
  return isForgotten ? { ...batch, file: storedName('inbox', batchFile(manifest)) } : null;
}

/**
 * Keeps a known batch once more that was verified again; held batches whose turn has come meanwhile follow. Throws the codes
 * of `StagedBatch.keep`.
 */
export async function restoreStored(
  station: Station,
  batch: AuthenticBatch,
  staged: StagedBatch,
  manifest: Manifest,
): Promise<readonly FollowedBatch[]> {
  const { sender, stream, digest } = batch.identity;
  await staged.keep(station.layout.stored(batch.file!));
  await station.change(async (inside) => {
    const changedAt = toInstant(inside.environment.now());
    const waitsFor = isLacking(batch) ? [] : batch.waitsFor;
    await updateReceived(inside.ledger, batch.id, { ...batch, waitsFor, changedAt });
    await inside.record({
      command: 'receive',
      act: 'file-restored',
      party: sender,
      batch: toCustodyBatch(manifest, digest),
      result: batch.state,
    });
  });
  return followHeld(station, { sender, stream });
}

function isLacking(batch: AuthenticBatch): boolean {
  return batch.state === 'accepted' && batch.level === 'sealed' && isForAPerson(batch);
}
