import { rm } from 'node:fs/promises';
import { openFileSource } from '@scelle/core';
import type { WaitingBatch } from '../ports/documents.ts';
import type { Inbox } from '../ports/inbox.ts';
import type { DeliveryOutcome } from '../ports/reception.ts';
import { fetchWaiting } from '../sender/ask.ts';
import type { Connection } from '../sender/connection.ts';
import { fetchBatch } from '../sender/fetch-batch.ts';
import type { TransferProgress } from '../sender/send-batch.ts';
import { connectTo, type RunOptions } from './connect.ts';
import { type DescribedError, isDescribed, isGeneral } from './failures.ts';
import { growingFile, pathOfFetched, prepareFolder } from './growing-file.ts';
import { type ExchangedDecisions, exchangeDecisions, type HandedOn, handOn } from './hand-on.ts';

/** A batch that was fetched from a gateway, and what became of it here. */
export interface FetchedBatch extends WaitingBatch {
  readonly outcome: DeliveryOutcome;
  readonly codes: readonly string[];
}

/** A batch that could not be fetched, or not be kept, and still waits. */
export interface FailedBatch extends WaitingBatch {
  readonly outcome: 'failed';
  readonly error: DescribedError;
}

/** What became of a batch that waited at a gateway. */
export type PulledBatch = FetchedBatch | FailedBatch;

/** What is told while it is fetched. None of them is waited for, and none may throw. */
export interface InboxEvents {
  /** A batch is about to be fetched. */
  readonly fetching?: (batch: WaitingBatch) => void;
  /** Some bytes of it have come. */
  readonly progress?: (batch: WaitingBatch, progress: TransferProgress) => void;
  /** What became of a batch. */
  readonly pulled?: (batch: PulledBatch) => void;
}

/** How it is fetched, and what is told of it. */
export interface PullOptions extends Pick<RunOptions, 'signal'> {
  readonly on?: InboxEvents;
}

/** What a run came to, as far as it came. */
export interface PulledInbox {
  readonly batches: readonly PulledBatch[];
  readonly decisions: ExchangedDecisions;
  readonly handedOn: Omit<HandedOn, 'error'>;
  /** What ended it before its end. */
  readonly error?: unknown;
}

/**
 * Fetches what arrived at a gateway, and hands it the receipts and notices of this party: notices first, as a suspension
 * may not wait, and what could be handed on before as well as what came of the fetching. What one of the three fails at is
 * no reason to lose what the others did. Throws what `findRemote` throws.
 */
export async function pullInbox(inbox: Inbox, gateway: string, options: PullOptions = {}): Promise<PulledInbox> {
  using connection = await connectTo(inbox, gateway, options);
  const { error: unreached, ...before } = await handOn(inbox, connection);
  const decisions: ExchangedDecisions = { taken: [], refused: [] };
  if (unreached !== undefined) return { batches: [], decisions, handedOn: before, error: unreached };
  const batches: PulledBatch[] = [];
  try {
    await exchangeDecisions(inbox, connection, decisions);
    // Two that fetch one batch would write into one file.
    await inbox.alone(() => pullWaiting(inbox, connection, options, batches));
    const { error, receipts, refused } = await handOn(inbox, connection, before);
    const handedOn = {
      notices: before.notices,
      receipts: before.receipts + receipts,
      refused: [...before.refused, ...refused],
    };
    return { batches, decisions, handedOn, ...(error !== undefined && { error }) };
  } catch (error) {
    return { batches, decisions, handedOn: before, error };
  }
}

/**
 * Fetches what waits at a gateway, and verifies it like anything that comes from outside: a gateway is not believed. What
 * an interrupted run has fetched is not fetched again. What became of each is added to `pulled`, which keeps it whatever
 * comes later. Throws as `fetchBatch` does where the next batch would fail, too.
 */
async function pullWaiting(
  inbox: Inbox,
  connection: Connection,
  options: PullOptions,
  pulled: PulledBatch[],
): Promise<void> {
  const listed = await fetchWaiting(connection);
  for (const path of await prepareFolder(inbox.folder, listed)) await clearUnlisted(inbox, connection, path, options);
  let isPatient = true;
  for (const waiting of listed) {
    const each = await tryPull(inbox, connection, options, { waiting, isPatient });
    // What was waited for once is not waited for with each of the others.
    if (each.outcome === 'failed' && each.error.code === 'transfer-given-up') isPatient = false;
    pulled.push(each);
    options.on?.pulled?.(each);
  }
}

/**
 * A run that was killed once a batch was kept has left a second name of its bytes, with which they would outlive their
 * retention. One that was killed before has left what the gateway may have lost since: it is delivered first, which changes
 * nothing where the batch is known. What was begun at another gateway is begun again.
 */
async function clearUnlisted(
  inbox: Inbox,
  connection: Connection,
  path: string,
  { signal }: PullOptions,
): Promise<void> {
  await deliverFetched(inbox, connection, path, signal);
  await rm(path, { force: true });
}

async function deliverFetched(
  inbox: Inbox,
  { remote: { name: origin } }: Connection,
  file: string,
  signal: AbortSignal | undefined,
): Promise<Pick<FetchedBatch, 'outcome' | 'codes'>> {
  await using source = await openFileSource(file);
  return await inbox.deliver(source, { channel: 'network', origin, file, ...(signal && { signal }) });
}

/** A batch that is to be fetched. */
interface Wanted {
  readonly waiting: WaitingBatch;
  /** Whether it is tried more than once. */
  readonly isPatient: boolean;
}

async function tryPull(
  inbox: Inbox,
  connection: Connection,
  options: PullOptions,
  wanted: Wanted,
): Promise<PulledBatch> {
  try {
    return await pullBatch(inbox, connection, options, wanted);
  } catch (error) {
    if (!isDescribed(error) || isGeneral(error)) throw error;
    return { ...wanted.waiting, outcome: 'failed', error };
  }
}

async function pullBatch(
  inbox: Inbox,
  connection: Connection,
  { signal, on = {} }: PullOptions,
  { waiting, isPatient }: Wanted,
): Promise<FetchedBatch> {
  const file = growingFile(pathOfFetched(inbox.folder, waiting));
  // Threat: a gateway whose batches are larger than this disc.
  await file.requireSpace(waiting.bytes, inbox.reservedBytes);
  on.fetching?.(waiting);
  await fetchBatch(connection, waiting, file, {
    onProgress: (progress) => on.progress?.(waiting, progress),
    ...(signal && { signal }),
    ...(isPatient ? {} : { patience: 0 }),
  });
  await file.finish();
  const { outcome, codes } = await deliverFetched(inbox, connection, file.path, signal);
  await file.remove();
  return { ...waiting, outcome, codes };
}
