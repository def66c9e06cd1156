import { type Manifest, toInstant } from '@scelle/core';
import type { CustodyBatch } from '../custody/act.ts';
import { insertSent } from '../ledger/sent-batches.ts';
import type { Station } from '../station.ts';

/** A sealed batch in the outbox. */
export interface PackedBatch {
  readonly manifest: Manifest;
  /** SHA-256 of the manifest, hex. */
  readonly manifestDigest: string;
  /** Name of its file in the outbox. */
  readonly file: string;
  /** Length of the whole batch. */
  readonly bytes: number;
  /** SHA-256 of the lines that it was packed from, hex; null where nobody told. */
  readonly input?: string | null;
  /** Number of an earlier batch of its stream that was packed from the same lines; null where there is none. */
  readonly repeats?: number | null;
}

/** Takes a batch of the outbox into the ledger, and its number with it; to be called within a transaction. */
export function recordPacked(
  { database, environment, record }: Station,
  { manifest, manifestDigest: digest, file, bytes, input = null }: PackedBatch,
  act: 'batch-packed' | 'batch-adopted',
): void {
  const { recipient, stream, sequence, id: batchId, createdAt, records, replaces } = manifest;
  insertSent(database, {
    recipient,
    stream,
    sequence,
    digest,
    batchId,
    file,
    records: records.count,
    bytes,
    createdAt,
    replaces: replaces?.sequence ?? null,
    packedAt: toInstant(environment.now()),
  });
  if (input !== null) database.prepare('UPDATE sent SET input_digest = ? WHERE digest = ?').run(input, digest);
  record({
    command: act === 'batch-packed' ? 'pack' : 'recover',
    act,
    party: recipient,
    batch: toCustodyBatch(manifest, digest),
    result: 'packed',
    details: { records: records.count, bytes },
  });
}

/** A batch as the custody log names it. */
export function toCustodyBatch(manifest: Omit<CustodyBatch, 'digest'>, digest: string): CustodyBatch {
  const { sender, recipient, stream, sequence } = manifest;
  return { sender, recipient, stream, sequence, digest };
}
