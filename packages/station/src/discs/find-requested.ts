import { existsSync } from 'node:fs';
import { findSentByName } from '../ledger/sent-batches.ts';
import type { ReceiptFiles } from '../receipts/export-receipts.ts';
import type { Station } from '../station.ts';
import { listReceiptsForDiscs } from './choose-receipts.ts';

/** What a re-supply is made from. */
export interface RequestedFiles {
  /** Paths of batches. */
  readonly batches: readonly string[];
  readonly receipts: readonly ReceiptFiles[];
}

/** What of a set is asked for. */
export interface RequestedContent {
  readonly recipient: string;
  /** Digests of the manifests of batches. */
  readonly manifests: readonly string[];
  /** Whether receipts are among what is asked for. */
  readonly hasReceipts: boolean;
}

/** The files of the station of which blocks are asked for; what is gone is left out. */
export async function findRequestedFiles(
  station: Station,
  { recipient, manifests, hasReceipts }: RequestedContent,
): Promise<RequestedFiles> {
  const batches = manifests
    .flatMap((digest) => findSentByName(station.database, digest)?.file ?? [])
    .map((file) => station.layout.path('outbox', file))
    .filter((path) => existsSync(path));
  const receipts = hasReceipts ? await listReceiptsForDiscs(station, { party: recipient, again: true }) : [];
  return { batches, receipts };
}
