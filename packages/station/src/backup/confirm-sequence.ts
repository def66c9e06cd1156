import type { DatabaseSync } from 'node:sqlite';
import { toInstant } from '@scelle/core';
import { requireReason } from '../custody/reason.ts';
import { StationError } from '../errors/station-error.ts';
import { findLastSent } from '../ledger/sent-batches.ts';
import { findReceipts } from '../receipts/receipt-store.ts';
import type { Station } from '../station.ts';
import { findRestoration, isConfirmed, type OutgoingStream } from './restorations.ts';

/** What somebody confirms: which number of a stream was the last one used. */
export interface SequenceConfirmation extends OutgoingStream {
  /** 0 where none was. */
  readonly last: number;
  /** Why it is known, for the custody log: needed where the peer's receipt of that batch is not here. */
  readonly reason?: string;
}

/** What makes a last number certain. */
export type ConfirmationSource = 'receipt' | 'person';

/**
 * Lets a restored station go on with a stream, from the last number that the ledger knows: what was sent after the
 * backup must have come back by its receipts, or into the outbox. A number used twice looks like equivocation. Throws
 * `station-not-restored`, `sequence-differs`, `sequence-reason-missing`, `reason-invalid`.
 */
export async function confirmSequence(
  station: Station,
  confirmation: SequenceConfirmation,
): Promise<{ readonly source: ConfirmationSource }> {
  const { recipient, stream, last, reason } = confirmation;
  return station.exclusively(async () => {
    const { database, environment, name: sender } = station;
    const restoration = findRestoration(database);
    if (restoration === null) throw new StationError('station-not-restored', { name: sender });
    const sent = findLastSent(database, { recipient, stream });
    const found = sent?.sequence ?? 0;
    if (found !== last) throw new StationError('sequence-differs', { found, expected: last });
    const receipts = sent
      ? findReceipts(database, { direction: 'received', party: recipient, digest: sent.digest })
      : [];
    const source: ConfirmationSource = receipts.length > 0 ? 'receipt' : 'person';
    if (reason !== undefined) requireReason(reason);
    else if (source === 'person') throw new StationError('sequence-reason-missing', { found });
    station.change(() => {
      database
        .prepare('INSERT OR REPLACE INTO confirmed_streams VALUES (?, ?, ?, ?, ?)')
        .run(restoration, recipient, stream, last, toInstant(environment.now()));
      station.record({
        command: 'confirm-sequence',
        act: 'sequence-confirmed',
        party: recipient,
        result: source,
        details: { stream, last, reason: reason ?? null },
      });
    });
    return { source };
  });
}

/** Throws `sequence-unconfirmed` where this station was restored and nobody has confirmed the last number of a stream. */
export function requireConfirmed(database: DatabaseSync, { recipient, stream }: OutgoingStream): void {
  if (isConfirmed(database, { recipient, stream })) return;
  const found = findLastSent(database, { recipient, stream })?.sequence ?? 0;
  throw new StationError('sequence-unconfirmed', { name: recipient, field: stream, found });
}
