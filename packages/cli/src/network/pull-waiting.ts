import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openFileSource } from '@scelle/core';
import { type Connection, fetchBatch, fetchWaiting } from '@scelle/interconnect';
import { deliverBatch } from '@scelle/station';
import type { DeliveryOutcome, WaitingBatch } from '@scelle/verify';
import type { CommandContext } from '../command-context.ts';
import { type DescribedError, isDescribedError } from '../errors/described-error.ts';
import type { Desk } from '../station/open-desk.ts';
import { isGeneral } from './general-failures.ts';
import { growingFile } from './growing-file.ts';
import { createTransferMeter } from './transfer-meter.ts';

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

/** How a file ends while it is fetched. */
const EXTENSION = '.pulled';

/**
 * Fetches what waits at a gateway, and verifies it like anything that comes from outside: a gateway is not believed. What
 * an interrupted run has fetched is not fetched again. What became of each is added to `pulled`, which keeps it whatever
 * comes later. Throws as `fetchBatch` does where the next batch would fail, too.
 */
export async function pullWaiting(
  context: CommandContext,
  desk: Desk,
  connection: Connection,
  pulled: PulledBatch[],
): Promise<void> {
  const folder = desk.station.layout.uploads;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const listed = await fetchWaiting(connection);
  await removeUnlisted(folder, listed);
  let isPatient = true;
  for (const waiting of listed) {
    const each = await tryPull(context, desk, connection, { waiting, folder, isPatient });
    // What was waited for once is not waited for with each of the others.
    if (each.outcome === 'failed' && each.error.code === 'transfer-given-up') isPatient = false;
    pulled.push(each);
  }
}

/**
 * A run that was killed once a batch was kept has left a second name of its bytes, with which they would outlive their
 * retention. What was begun at another gateway is begun again.
 */
async function removeUnlisted(folder: string, listed: readonly WaitingBatch[]): Promise<void> {
  const names = new Set(listed.map(({ manifest }) => `${manifest}${EXTENSION}`));
  const left = (await readdir(folder)).filter((name) => name.endsWith(EXTENSION) && !names.has(name));
  for (const name of left) await rm(join(folder, name), { force: true });
}

/** A batch that is to be fetched, and where it grows. */
interface Place {
  readonly waiting: WaitingBatch;
  readonly folder: string;
  /** Whether it is tried more than once. */
  readonly isPatient: boolean;
}

async function tryPull(
  context: CommandContext,
  desk: Desk,
  connection: Connection,
  place: Place,
): Promise<PulledBatch> {
  try {
    return await pullBatch(context, desk, connection, place);
  } catch (error) {
    if (!isDescribedError(error) || isGeneral(error)) throw error;
    return { ...place.waiting, outcome: 'failed', error };
  }
}

async function pullBatch(
  context: CommandContext,
  { station, settings, findPolicy }: Desk,
  connection: Connection,
  { waiting, folder, isPatient }: Place,
): Promise<FetchedBatch> {
  const file = growingFile(join(folder, `${waiting.manifest}${EXTENSION}`));
  const { signal } = context.interruption;
  // Threat: a gateway whose batches are larger than this disc.
  await file.requireSpace(waiting.bytes, settings.network.reservedBytes);
  const onProgress = createTransferMeter(context, waiting.name);
  await fetchBatch(connection, waiting, file, { signal, onProgress, ...(isPatient ? {} : { patience: 0 }) });
  await file.finish();
  await using source = await openFileSource(file.path);
  const delivery = { channel: 'network', origin: connection.remote.name, file: file.path, signal } as const;
  const { outcome, report } = await deliverBatch(station, source, delivery, findPolicy);
  await file.remove();
  return { ...waiting, outcome, codes: report.codes };
}
