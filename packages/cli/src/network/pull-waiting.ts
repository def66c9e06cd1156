import { mkdir, open, readdir, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CoreError, openFileSource } from '@scelle/core';
import { toTargetError } from '@scelle/core/internal';
import { type Connection, fetchBatch, fetchWaiting, type GrowingFile } from '@scelle/interconnect';
import { deliverBatch } from '@scelle/station';
import type { DeliveryOutcome, DeliveryResult, WaitingBatch } from '@scelle/verify/internal';
import { type DescribedError, isDescribedError } from '../errors/cli-error.ts';
import type { CommandContext } from '../kernel/context.ts';
import type { Desk } from '../kernel/station.ts';
import { createTransferMeter } from './connect.ts';
import { isGeneral } from './failures.ts';

/** A batch that was fetched from a gateway, and what became of it here. */
interface FetchedBatch extends WaitingBatch {
  readonly outcome: DeliveryOutcome;
  readonly codes: readonly string[];
}

/** A batch that could not be fetched, or not be kept, and still waits. */
interface FailedBatch extends WaitingBatch {
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
  await settleUnlisted(context, desk, connection, { folder, listed });
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
 * retention. One that was killed before has left what the gateway may have lost since: it is delivered first, which changes
 * nothing where the batch is known. What was begun at another gateway is begun again.
 */
async function settleUnlisted(
  context: CommandContext,
  desk: Desk,
  { remote }: Connection,
  { folder, listed }: { readonly folder: string; readonly listed: readonly WaitingBatch[] },
): Promise<void> {
  const names = new Set(listed.map(({ manifest }) => `${manifest}${EXTENSION}`));
  const left = (await readdir(folder)).filter((name) => name.endsWith(EXTENSION) && !names.has(name));
  for (const name of left) {
    const file = join(folder, name);
    await deliverFetched(context, desk, file, remote.name);
    await rm(file, { force: true });
  }
}

async function deliverFetched(
  { interruption: { signal } }: CommandContext,
  { station, findPolicy }: Desk,
  file: string,
  origin: string,
): Promise<DeliveryResult> {
  await using source = await openFileSource(file);
  return await deliverBatch(station, source, { channel: 'network', origin, file, signal }, findPolicy);
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
  desk: Desk,
  connection: Connection,
  { waiting, folder, isPatient }: Place,
): Promise<FetchedBatch> {
  const file = growingFile(join(folder, `${waiting.manifest}${EXTENSION}`));
  const { signal } = context.interruption;
  // Threat: a gateway whose batches are larger than this disc.
  await file.requireSpace(waiting.bytes, desk.settings.network.reservedBytes);
  const onProgress = createTransferMeter(context, waiting.name);
  await fetchBatch(connection, waiting, file, { signal, onProgress, ...(isPatient ? {} : { patience: 0 }) });
  await file.finish();
  const { outcome, report } = await deliverFetched(context, desk, file.path, connection.remote.name);
  await file.remove();
  return { ...waiting, outcome, codes: report.codes };
}

/** A file that is fetched over several attempts, also of several runs. */
interface FetchedFile extends GrowingFile {
  readonly path: string;
  /** Throws `target-full` unless the file can grow to so many bytes, and as many as are reserved stay free. */
  requireSpace(bytes: number, reservedBytes: number): Promise<void>;
  /** Writes it to the disc for good. */
  finish(): Promise<void>;
  remove(): Promise<void>;
}

/** The file at the path, begun or not. Its functions throw `target-full`, `target-unwritable`. */
export function growingFile(path: string): FetchedFile {
  async function size(): Promise<number> {
    const known = await stat(path).catch(() => null);
    return known?.size ?? 0;
  }

  return {
    path,
    size,
    async requireSpace(bytes, reservedBytes) {
      const { bavail, bsize } = await statfs(dirname(path));
      const free = bavail * bsize - reservedBytes;
      const missing = bytes - (await size());
      if (missing > free) throw new CoreError('target-full', { file: path, found: `${free} B < ${missing} B` });
    },
    async append(bytes) {
      try {
        await using file = await open(path, 'a', 0o600);
        await file.appendFile(bytes);
      } catch (error) {
        throw toTargetError(error, path);
      }
    },
    async finish() {
      await using file = await open(path, 'r');
      await file.sync();
    },
    remove: () => rm(path, { force: true }),
  };
}
