import { existsSync } from 'node:fs';
import { readdir, realpath, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Container, openFileSource, readContainer, ScelleError, toInstant } from '@scelle/core';
import { toSha256Hex } from '@scelle/core/internal';
import type { DeliveryOutcome, Finding, FollowedBatch, Level } from '@scelle/verify';
import { toCodesText } from '../custody/entry.ts';
import { linkStored, removeStored, setAside } from '../home/files.ts';
import {
  batchFile,
  batchFileByDigest,
  isStoredFile,
  type StationFolder,
  type StationLayout,
  storedName,
} from '../home/layout.ts';
import type { Act, Recovery, Station, StationFacts } from '../home/station.ts';
import { findReceipts, type StoredReceipt, storeReceipt } from '../ledger/receipts.ts';
import type { AuthenticBatch } from '../ledger/received-batch.ts';
import { findByDigest, findByNumber, listStoredFiles, updateReceived } from '../ledger/received-batches.ts';
import { findPosition, judgePosition, listStreamNames, type StreamName } from '../ledger/streams.ts';
import { type DraftReceipt, issueReceipt, redraftReceipt } from '../receipts/issue-receipts.ts';
import { parseReceipt, type Receipt } from '../receipts/receipt.ts';
import { findClaimedPlace } from './find-policy.ts';

/** What a batch that the ledger holds becomes. */
export interface BatchOutcome {
  readonly state: 'accepted' | 'rejected';
  readonly level: Level;
  readonly holdsNumber: boolean;
  readonly codes: readonly string[];
  readonly waitsFor?: readonly Finding<string>[];
  /** Receipts beside that of the delivery. */
  readonly drafts?: readonly DraftReceipt[];
  /** How the custody log tells it. */
  readonly command: string;
  readonly act: Act;
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

/**
 * Gives a batch its new state: file, ledger, receipts and custody log. The delivery receipt is issued anew where its
 * outcome has changed. Gives the receipts that were issued.
 */
export async function enterOutcome(
  station: Station,
  batch: AuthenticBatch,
  outcome: BatchOutcome,
): Promise<readonly StoredReceipt[]> {
  const { layout, receivesFor: recipient } = station;
  const { identity } = batch;
  const { state, level, holdsNumber, codes, waitsFor = [] } = outcome;
  const place = { ...identity, recipient };
  const file =
    state === 'accepted'
      ? storedName('inbox', batchFile(place))
      : storedName('quarantine', batchFileByDigest(place, identity.digest));
  const isMoved = batch.file !== null && batch.file !== file;
  if (isMoved) await linkStored(layout, batch.file, file);
  const receipts: StoredReceipt[] = [];
  for (const draft of [...(await redraftDelivery(station, batch, outcome)), ...(outcome.drafts ?? [])]) {
    receipts.push(await issueReceipt(station, draft));
  }
  await station.change(async (inside) => {
    const changedAt = toInstant(inside.environment.now());
    const kept = batch.file === null ? null : file;
    await updateReceived(inside.ledger, batch.id, {
      state,
      level,
      holdsNumber,
      codes,
      waitsFor,
      changedAt,
      file: kept,
    });
    for (const receipt of receipts) await storeReceipt(inside.ledger, receipt);
    const { sender, stream, sequence, digest } = identity;
    await inside.record({
      command: outcome.command,
      act: outcome.act,
      party: sender,
      batch: { sender, recipient, stream, sequence, digest },
      result: state,
      details: { level, codes: toCodesText(codes), ...outcome.details },
    });
  });
  if (isMoved) await removeStored(layout.stored(batch.file));
  return receipts;
}

/**
 * The delivery receipt as it reads now; none where a batch that was delivered is rejected for its content, of which its
 * verification receipt tells, and where it was handed on to the principal, who issues them.
 */
async function redraftDelivery(
  { ledger }: Station,
  { identity, state: before, file }: AuthenticBatch,
  { state, codes, drafts = [] }: BatchOutcome,
): Promise<DraftReceipt[]> {
  const tellsOfContent = before === 'accepted' && drafts.length > 0;
  if (before === state || file === null || tellsOfContent) return [];
  const { sender: party, digest } = identity;
  const issued = await findReceipts(ledger, { direction: 'issued', party, digest });
  const delivery = issued.find(({ stage }) => stage === 'delivery');
  return delivery ? [redraftReceipt(parseReceipt(delivery.document), { outcome: state, codes })] : [];
}

/**
 * Accepts the held batches of a stream, or of all, whose turn has come, in their order. It stops at a gap, at a batch
 * that waits for a person, and at one whose file is gone until it is delivered once more. Interrupted, it goes on where it was: each batch is a transaction of its own.
 */
export async function followHeld(station: Station, only?: StreamName): Promise<readonly FollowedBatch[]> {
  const followed: FollowedBatch[] = [];
  for (const name of only ? [only] : await listStreamNames(station.ledger)) {
    for (let batch = await findNextHeld(station, name); batch !== null; batch = await findNextHeld(station, name)) {
      followed.push(await follow(station, batch));
    }
  }
  return followed;
}

async function findNextHeld(
  { ledger, layout }: Station,
  { sender, stream }: StreamName,
): Promise<AuthenticBatch | null> {
  const { expected: sequence } = await findPosition(ledger, { sender, stream });
  const batch = await findByNumber(ledger, { sender, stream, sequence });
  const waitsForOthersOnly = batch?.state === 'held' && batch.waitsFor.every(({ code }) => code === 'sequence-gap');
  return waitsForOthersOnly && isThere(layout, batch) ? batch : null;
}

/** A gateway has handed on the bytes of some: the ledger names no file for these. */
function isThere({ stored }: StationLayout, { file }: AuthenticBatch): boolean {
  return file === null || existsSync(stored(file));
}

async function follow(station: Station, batch: AuthenticBatch): Promise<FollowedBatch> {
  const { sender, stream, sequence, digest: manifestDigest } = batch.identity;
  const decided = await decide(station, batch);
  const receipts = await enterOutcome(station, batch, decided);
  const { state: outcome, codes } = decided;
  return { sender, stream, sequence, manifestDigest, outcome, codes, receipts };
}

/** A batch that names another one before it than this party knows does not take the number. */
async function decide(station: Station, batch: AuthenticBatch): Promise<BatchOutcome> {
  const common = { level: batch.level, command: 'receive', act: 'batch-followed' } as const;
  if ((await judgePosition(station.ledger, batch.identity)).kind !== 'next') {
    const waitsFor = [{ code: 'sequence-fork', details: {} }];
    return { ...common, state: 'rejected', holdsNumber: false, codes: ['sequence-fork'], waitsFor };
  }
  const drafts = batch.level === 'full' ? draftVerification(await findDelivery(station, batch)) : [];
  return { ...common, state: 'accepted', holdsNumber: true, codes: [], drafts };
}

async function findDelivery({ ledger }: Station, { identity }: AuthenticBatch) {
  const { sender: party, digest } = identity;
  const issued = await findReceipts(ledger, { direction: 'issued', party, digest });
  const delivery = issued.find(({ stage }) => stage === 'delivery');
  return delivery ? parseReceipt(delivery.document) : null;
}

/** The receipt of the verification of a batch that passed it while it waited for its turn, made from the one before. */
function draftVerification(delivery: Receipt | null): DraftReceipt[] {
  if (delivery === null) return [];
  const draft = redraftReceipt(delivery, { outcome: 'accepted', codes: [] });
  const announced = draft.records.announced;
  return [{ ...draft, stage: 'verification', records: { announced, accepted: announced, rejected: 0 } }];
}

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
  const act = { command: 'receive', act: 'copy-received', result: outcome, details: { file: basename(path) } } as const;
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
    if (ScelleError.is(error)) return null;
    throw error;
  }
}
