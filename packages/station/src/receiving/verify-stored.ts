import { type ClosableSource, CoreError, type Identity, openFileSource } from '@scelle/core';
import { type ContentConsumer, type Progress, type VerificationReport, verifyBatch } from '@scelle/verify';
import { StationError } from '../errors/station-error.ts';
import type { StationLayout } from '../folder/layout.ts';
import type { AuthenticBatch } from '../ledger/received-batches.ts';
import { createRepeatLedger } from '../ledger/station-ledger.ts';
import type { Station } from '../station.ts';
import type { FindPolicy } from './policy-finder.ts';

/** What a batch that the station holds is verified with. */
export interface StoredVerification {
  readonly findPolicy: FindPolicy;
  readonly identities: readonly Identity[];
  /** With what the batches are opened, for the custody log: the names of the custodians' shares. */
  readonly openedWith?: string;
  /** Takes the content meanwhile; all of it is provisional. */
  readonly consumer?: ContentConsumer;
  readonly onProgress?: (progress: Progress) => void;
  readonly threads?: number;
}

/** Failures of a file that was whole when it came. */
const damageSteps: readonly string[] = ['container', 'payload'];

/**
 * Verifies once more, at level *full*, a batch that was delivered: as of the moment of its delivery. Throws
 * `opening-key-missing` where there is nothing to open it with, `stored-file-missing`, and `stored-file-altered` where the file is not what was received: that says nothing about the
 * sender, and must not be held against its batch.
 */
export async function verifyStored(
  { layout, database, environment }: Station,
  batch: AuthenticBatch,
  { findPolicy, identities, consumer, onProgress, threads }: StoredVerification,
): Promise<VerificationReport> {
  requireIdentity(batch, identities);
  await using source = await openStored(layout, batch);
  const file = pathOf(layout, batch);
  const policy = findPolicy(batch.identity.sender, batch.channel);
  const report = await verifyBatch(source, policy, {
    identities,
    ...(consumer && { consumer }),
    ...(onProgress && { onProgress }),
    ...(threads !== undefined && { threads }),
    ledger: createRepeatLedger(database),
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
 * Without an opening key a batch is not opened, and all the same looks accepted as sealed: a receipt for its content would be
 * false. Throws `opening-key-missing`.
 */
export function requireIdentity({ identity }: AuthenticBatch, identities: readonly Identity[]): void {
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
