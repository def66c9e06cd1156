import type { DatabaseSync } from 'node:sqlite';
import type { Manifest } from '@scelle/core';
import { findLastUsed } from '../backup/restorations.ts';
import { StationError } from '../errors/station-error.ts';
import { findSentByNumber } from '../ledger/sent-batches.ts';
import type { Station } from '../station.ts';

/** The place that the next batch of a stream takes. */
export interface NextPlace {
  readonly sequence: number;
  /** Digest of the manifest before, hex; null for the first. */
  readonly previous: string | null;
  readonly replaces: Manifest['replaces'];
}

/** To whom a batch goes, and which one it corrects. */
export interface NextBatch {
  readonly recipient: string;
  readonly stream: string;
  /** Number of a rejected batch of this stream. */
  readonly replaces?: number;
}

/** The place of the next batch, as the ledger knows it. Throws `replaced-not-rejected`. */
export function findNextPlace({ database }: Station, { recipient, stream, replaces }: NextBatch): NextPlace {
  const last = findLastUsed(database, { recipient, stream });
  return {
    sequence: (last?.sequence ?? 0) + 1,
    previous: last?.digest ?? null,
    replaces: replaces === undefined ? null : findReplaced(database, { recipient, stream, replaces }),
  };
}

function findReplaced(
  database: DatabaseSync,
  { recipient, stream, replaces }: Required<NextBatch>,
): NonNullable<Manifest['replaces']> {
  const batch = findSentByNumber(database, { recipient, stream, sequence: replaces });
  if (batch?.state !== 'rejected') throw new StationError('replaced-not-rejected', { found: replaces });
  return { sequence: batch.sequence, manifest: batch.digest };
}
