import { type Manifest, toInstant } from '@scelle/core';
import type { Channel } from '@scelle/verify';
import { toCustodyBatch } from '../custody/custody-log.ts';
import type { CustodyAct, Station, StationChange } from '../home/station.ts';
import { insertSent, noteInput, type SentBatch, updateSent } from '../ledger/sent-batches.ts';

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
export async function recordPacked(
  { ledger, environment, record }: StationChange,
  { manifest, manifestDigest: digest, file, bytes, input = null }: PackedBatch,
  act: 'batch-packed' | 'batch-adopted',
): Promise<void> {
  const { recipient, stream, sequence, id: batchId, createdAt, records, replaces } = manifest;
  await insertSent(ledger, {
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
  if (input !== null) await noteInput(ledger, digest, input);
  await record({
    command: act === 'batch-packed' ? 'pack' : 'recover',
    act,
    party: recipient,
    batch: toCustodyBatch(manifest, digest),
    result: 'packed',
    details: { records: records.count, bytes },
  });
}

/**
 * Notes that batches have left by a channel. It says nothing of their arrival: a batch counts as delivered only with a
 * receipt. A batch that goes once more is noted once more.
 */
export async function markSent(
  station: Station,
  batches: readonly SentBatch[],
  { channel, carrier }: { readonly channel: Channel; readonly carrier: string },
): Promise<void> {
  await station.exclusively(async () =>
    station.change(async (inside) => {
      for (const batch of batches) await noteSent(inside, batch, { channel, carrier });
    }),
  );
}

/** How a batch left. */
interface Departure {
  readonly channel: Channel;
  /** By what: an address, or the key of a set. */
  readonly carrier: string;
  /** What else the custody log tells. */
  readonly details?: NonNullable<CustodyAct['details']>;
}

/** Notes that a batch has left; to be called within a transaction. */
export async function noteSent(
  { ledger, environment, name: sender, record }: StationChange,
  { recipient, stream, sequence, digest, state }: SentBatch,
  { channel, carrier, details = {} }: Departure,
): Promise<void> {
  const changedAt = toInstant(environment.now());
  await updateSent(ledger, digest, { state: state === 'packed' ? 'sent' : state, channel, changedAt });
  await record({
    command: channel === 'media' ? 'media write' : 'send',
    act: 'batch-sent',
    party: recipient,
    batch: { sender, recipient, stream, sequence, digest },
    result: 'sent',
    details: { channel, carrier, ...details },
  });
}
