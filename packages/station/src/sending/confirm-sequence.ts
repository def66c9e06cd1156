import { toInstant } from '@scelle/core';
import { sha256Hex } from '@scelle/core/internal';
import { requireReason } from '../custody/custody-log.ts';
import { StationError } from '../errors/station-error.ts';
import type { LedgerReader } from '../home/ledger.ts';
import type { Station, StationChange } from '../home/station.ts';
import { findRestoration, isConfirmed, type OutgoingStream, storeConfirmed } from '../ledger/restorations.ts';
import { findLastSent } from '../ledger/sent-batches.ts';

/** What somebody confirms: which number of a stream was the last one used. */
export interface SequenceConfirmation extends OutgoingStream {
  /** 0 where none was. */
  readonly last: number;
  /** The last number that the receiver itself says it has, asked just now; absent where it could not be asked. */
  readonly atReceiver?: number;
  /** Digest of the manifest of that batch, hex: needed where the ledger does not have it, as the next one names it. */
  readonly manifest?: string;
  /** How it is known that nothing was sent afterwards, for the custody log: needed where the receiver does not say so. */
  readonly reason?: string;
}

/** Who says which number was the last: a receipt does not, as it shows only that its batch was one of them. */
export type ConfirmationSource = 'receiver' | 'person';

/**
 * Lets a restored station go on with a stream, from the last number that it used: one that the ledger has, perhaps by
 * receipts that came since, or a higher one by the digest of its manifest. A number used twice looks like equivocation, so
 * none below what ledger or receiver have is taken. Throws `station-not-restored`, `sequence-differs`, `sequence-higher`,
 * `sequence-manifest-missing`, `sequence-reason-missing`, `reason-invalid`.
 */
export async function confirmSequence(
  station: Station,
  confirmation: SequenceConfirmation,
): Promise<{ readonly source: ConfirmationSource }> {
  return station.exclusively(async () => {
    const restoration = await findRestoration(station.ledger);
    if (restoration === null) throw new StationError('station-not-restored', { name: station.name });
    const digest = await findForgotten(station.ledger, confirmation);
    const source = requireSource(confirmation);
    await station.change((inside) => noteConfirmed(inside, confirmation, { restoration, digest, source }));
    return { source };
  });
}

/** The digest of a last batch that the ledger does not have; null where it has it. */
async function findForgotten(ledger: LedgerReader, confirmation: SequenceConfirmation): Promise<string | null> {
  const { recipient, stream, last, manifest, atReceiver = 0 } = confirmation;
  const found = (await findLastSent(ledger, { recipient, stream }))?.sequence ?? 0;
  if (last < found) throw new StationError('sequence-differs', { found, expected: last });
  if (last < atReceiver) {
    throw new StationError('sequence-higher', { name: recipient, field: stream, found: atReceiver, expected: last });
  }
  if (last === found) return null;
  if (manifest === undefined || !sha256Hex().safeParse(manifest).success) {
    throw new StationError('sequence-manifest-missing', { found, expected: last });
  }
  return manifest;
}

function requireSource({ last, atReceiver, reason }: SequenceConfirmation): ConfirmationSource {
  if (reason !== undefined) requireReason(reason);
  if (atReceiver === last) return 'receiver';
  if (reason === undefined) throw new StationError('sequence-reason-missing', { found: last });
  return 'person';
}

async function noteConfirmed(
  { ledger, environment, record }: StationChange,
  { recipient, stream, last, reason }: SequenceConfirmation,
  noted: { readonly restoration: number; readonly digest: string | null; readonly source: ConfirmationSource },
): Promise<void> {
  const { restoration, digest, source } = noted;
  const confirmedAt = toInstant(environment.now());
  await storeConfirmed(ledger, restoration, { recipient, stream, last, digest, confirmedAt });
  const details = { stream, last, manifest: digest, reason: reason ?? null };
  await record({ command: 'confirm-sequence', act: 'sequence-confirmed', party: recipient, result: source, details });
}

/** Throws `sequence-unconfirmed` where this station was restored and nobody has confirmed the last number of a stream. */
export async function requireConfirmed(ledger: LedgerReader, { recipient, stream }: OutgoingStream): Promise<void> {
  if (await isConfirmed(ledger, { recipient, stream })) return;
  const found = (await findLastSent(ledger, { recipient, stream }))?.sequence ?? 0;
  throw new StationError('sequence-unconfirmed', { name: recipient, field: stream, found });
}
