import type { SignedDocument } from '@scelle/core';
import { compareInstants } from '@scelle/core/internal';
import { StationError } from '../errors/station-error.ts';
import { formatBatchName } from '../home/layout.ts';
import type { LedgerReader } from '../home/ledger.ts';
import type { Station, StationChange, StationFacts } from '../home/station.ts';
import { isImported, storeImport } from '../ledger/imports.ts';
import { findReceipts, type StoredReceipt, storeReceipt } from '../ledger/receipts.ts';
import type { AuthenticBatch } from '../ledger/received-batch.ts';
import { listReceived, toAuthenticBatches } from '../ledger/received-batches.ts';
import { parseReceipt, type Receipt } from '../receipts/receipt.ts';

const MAX_CODES_TEXT = 512;

/**
 * Brings the ledger up to date with the target: receipt, import and custody log. It does nothing where the ledger knows
 * this receipt, or a newer one from another target. Throws `evidence-damaged` where the target's receipt is none of this batch.
 */
export async function recordImport(
  station: Station,
  batch: AuthenticBatch,
  { document, signature }: SignedDocument,
  target: string,
): Promise<StoredReceipt> {
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
  await station.change(async (inside) => {
    if (await isKnown(inside, stored)) return;
    await storeReceipt(inside.ledger, stored);
    const { accepted, rejected } = receipt.records;
    const importedAt = receipt.issuedAt;
    await storeImport(inside.ledger, batch, { target, accepted: accepted!, rejected: rejected!, importedAt });
    await recordCustody(inside, receipt, target);
  });
  return stored;
}

/** Whether a target's receipt is the one of the import that the ledger knows: another target has another. */
export async function isKnownImport(
  { ledger }: Station,
  { identity }: AuthenticBatch,
  receipt: SignedDocument,
): Promise<boolean> {
  const known = await findImportReceipt(ledger, identity.sender, identity.digest);
  return known !== undefined && Buffer.compare(known.document, receipt.document) === 0;
}

async function isKnown({ ledger }: StationFacts, { party, digest, at }: StoredReceipt): Promise<boolean> {
  const known = await findImportReceipt(ledger, party, digest);
  return known !== undefined && compareInstants(at, known.at) <= 0;
}

async function findImportReceipt(
  ledger: LedgerReader,
  party: string,
  digest: string,
): Promise<StoredReceipt | undefined> {
  const issued = await findReceipts(ledger, { direction: 'issued', party, digest });
  return issued.find(({ stage }) => stage === 'import');
}

async function recordCustody({ record }: StationChange, receipt: Receipt, target: string): Promise<void> {
  const { sender, recipient, stream, sequence, manifest: digest, records, rejects } = receipt;
  const codes = [...Map.groupBy(rejects, ({ code }) => code)].map(([code, { length }]) => `${code}=${length}`);
  await record({
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

/** The accepted batches that were not imported, in the order of their streams and numbers. */
async function listUnimported(ledger: LedgerReader): Promise<AuthenticBatch[]> {
  const batches: AuthenticBatch[] = [];
  for (const batch of toAuthenticBatches(await listReceived(ledger, 'accepted'))) {
    if (!(await isImported(ledger, batch))) batches.push(batch);
  }
  return batches;
}

/** The batches that wait to be imported, in order: of each stream those before the first that was not opened yet. */
export async function listImportable({ ledger }: Station): Promise<readonly AuthenticBatch[]> {
  const streams = Map.groupBy(await listUnimported(ledger), ({ identity }) => `${identity.sender} ${identity.stream}`);
  return [...streams.values()].flatMap((batches) => {
    const end = batches.findIndex(({ level }) => level !== 'full');
    return end === -1 ? batches : batches.slice(0, end);
  });
}

/**
 * Makes sure that a batch may be imported now. Throws `import-not-verified` where it was not accepted and opened, and
 * `import-out-of-turn` where an earlier one of its stream was not imported.
 */
export async function checkImportable({ ledger, name: recipient }: Station, batch: AuthenticBatch): Promise<void> {
  const { state, level, identity } = batch;
  const name = formatBatchName({ ...identity, recipient });
  if (state !== 'accepted' || level !== 'full') throw new StationError('import-not-verified', { name, found: state });
  const [earliest] = (await listUnimported(ledger)).filter(
    (other) => other.identity.sender === identity.sender && other.identity.stream === identity.stream,
  );
  if (earliest !== undefined && earliest.identity.sequence < identity.sequence) {
    throw new StationError('import-out-of-turn', { name, expected: earliest.identity.sequence });
  }
}
