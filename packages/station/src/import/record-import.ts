import type { DatabaseSync } from 'node:sqlite';
import { compareInstants } from '@scelle/core/internal';
import type { SignedDocument } from '@scelle/verify/internal';
import { StationError } from '../errors/station-error.ts';
import type { Station } from '../home/station.ts';
import type { AuthenticBatch } from '../ledger/received-batches.ts';
import { parseReceipt, type Receipt } from '../receipts/receipt.ts';
import { findReceipts, type StoredReceipt, storeReceipt } from '../receipts/receipt-store.ts';
import { storeImport } from './imports.ts';

const MAX_CODES_TEXT = 512;

/**
 * Brings the ledger up to date with the target: receipt, import and custody log. It does nothing where the ledger knows
 * this receipt, or a newer one from another target. Throws `evidence-damaged` where the target's receipt is none of this batch.
 */
export function recordImport(
  station: Station,
  batch: AuthenticBatch,
  { document, signature }: SignedDocument,
  target: string,
): StoredReceipt {
  const receipt = parseReceipt(document);
  const { sender, digest } = batch.identity;
  if (receipt.stage !== 'import' || receipt.manifest !== digest) {
    throw new StationError('evidence-damaged', { name: target, found: receipt.manifest, expected: digest });
  }
  const stored: StoredReceipt = {
    direction: 'issued',
    party: sender,
    digest,
    stage: 'import',
    document,
    signature,
    at: receipt.issuedAt,
  };
  station.change(() => {
    if (isKnown(station, stored)) return;
    storeReceipt(station.database, stored);
    const { accepted, rejected } = receipt.records;
    const importedAt = receipt.issuedAt;
    storeImport(station.database, batch, { target, accepted: accepted!, rejected: rejected!, importedAt });
    recordCustody(station, receipt, target);
  });
  return stored;
}

/** Whether a target's receipt is the one of the import that the ledger knows: another target has another. */
export function isKnownImport({ database }: Station, { identity }: AuthenticBatch, receipt: SignedDocument): boolean {
  const known = findImportReceipt(database, identity.sender, identity.digest);
  return known !== undefined && Buffer.compare(known.document, receipt.document) === 0;
}

function isKnown({ database }: Station, { party, digest, at }: StoredReceipt): boolean {
  const known = findImportReceipt(database, party, digest);
  return known !== undefined && compareInstants(at, known.at) <= 0;
}

function findImportReceipt(database: DatabaseSync, party: string, digest: string): StoredReceipt | undefined {
  const issued = findReceipts(database, { direction: 'issued', party, digest });
  return issued.find(({ stage }) => stage === 'import');
}

function recordCustody({ record }: Station, receipt: Receipt, target: string): void {
  const { sender, recipient, stream, sequence, manifest: digest, records, rejects } = receipt;
  const codes = [...Map.groupBy(rejects, ({ code }) => code)].map(([code, { length }]) => `${code}=${length}`);
  record({
    command: 'import',
    act: 'batch-imported',
    party: sender,
    batch: { sender, recipient, stream, sequence, digest },
    result: 'accepted',
    details: {
      target: target.slice(0, MAX_CODES_TEXT),
      accepted: records.accepted,
      rejected: records.rejected,
      codes: codes.join(' ').slice(0, MAX_CODES_TEXT),
    },
  });
}
