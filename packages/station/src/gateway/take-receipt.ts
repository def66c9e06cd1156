import type { SignedDocument } from '@scelle/core';
import { toCodesText } from '../custody/entry.ts';
import { StationError } from '../errors/station-error.ts';
import { removeStored } from '../home/files.ts';
import type { Station, StationChange } from '../home/station.ts';
import { findReceipts, storeReceipt } from '../ledger/receipts.ts';
import type { AuthenticBatch } from '../ledger/received-batch.ts';
import { findByDigest, insertReceived, updateReceived } from '../ledger/received-batches.ts';
import type { Receipt } from '../receipts/receipt.ts';
import { receiptTrust, verifyReceipt } from '../receipts/verify-receipt.ts';
import { followHeld } from '../receiving/enter-outcome.ts';
import type { Settings } from '../settings/settings.ts';

/** Codes with which a batch is rejected without using up its number. */
const misplacedCodes: readonly string[] = ['sequence-equivocation', 'sequence-fork'];

/**
 * Takes a receipt that the principal issued, and keeps it for the sender. One of the stage *delivery* says what became of
 * the batch over there, wherever it came by: this ledger follows, and the bytes that are safe there are removed here.
 * Throws the codes of `verifyReceipt`, and `receipt-not-for-me`.
 */
export async function takePrincipalReceipt(
  station: Station,
  signed: SignedDocument,
  settings: Settings,
): Promise<void> {
  const receipt = verifyReceipt(signed, await receiptTrust(station, settings));
  const { receivesFor: expected, ledger } = station;
  if (receipt.station !== expected) throw new StationError('receipt-not-for-me', { found: receipt.station, expected });
  await station.exclusively(async () => {
    const { sender: party, manifest: digest, stage, issuedAt: at } = receipt;
    const known = (await findReceipts(ledger, { direction: 'issued', party, digest })).find(
      (each) => each.stage === stage,
    );
    if (known && Buffer.compare(known.signature, signed.signature) === 0) return;
    const batch = await findByDigest(ledger, { sender: party, stream: receipt.stream, digest });
    await station.change(async (inside) => {
      await storeReceipt(inside.ledger, { ...signed, direction: 'issued', party, digest, stage, at });
      if (stage === 'delivery') await followPrincipal(inside, receipt, batch);
      await recordReceipt(inside, receipt);
    });
    if (stage !== 'delivery') return;
    if (batch?.file) await removeStored(station.layout.stored(batch.file));
    await followHeld(station, receipt);
  });
}

/** The batch is in the ledger as it is in that of the principal, and its bytes are there. */
async function followPrincipal(
  { ledger }: StationChange,
  receipt: Receipt,
  batch: AuthenticBatch | null,
): Promise<void> {
  const { outcome: state, codes, issuedAt: changedAt } = receipt;
  const holdsNumber = state !== 'rejected' || !codes.some((code) => misplacedCodes.includes(code));
  const waitsFor = state === 'held' ? codes.map((code) => ({ code, details: {} })) : [];
  const change = { state, level: 'sealed', holdsNumber, codes, waitsFor, changedAt, file: null } as const;
  if (batch !== null) await updateReceived(ledger, batch.id, change);
  else await insertReceived(ledger, { ...change, ...describeArrival(receipt) });
}

/** What a receipt says of a batch that never was here. */
function describeArrival(receipt: Receipt) {
  const { sender, stream, sequence, manifest: digest, batch: batchId, records, channel, receivedAt } = receipt;
  const place = { sender, stream, sequence, digest, previous: null, batchId };
  return {
    identity: { ...place, records: records.announced, createdAt: receivedAt },
    bytes: 0,
    channel,
    firstSeenAt: receivedAt,
  };
}

async function recordReceipt({ record }: StationChange, receipt: Receipt): Promise<void> {
  const { sender, recipient, stream, sequence, manifest: digest, stage, outcome, codes } = receipt;
  await record({
    command: 'serve',
    act: stage === 'delivery' ? 'batch-handed-on' : 'receipt-handed-on',
    party: sender,
    batch: { sender, recipient, stream, sequence, digest },
    result: outcome,
    details: { stage, codes: toCodesText(codes) },
  });
}
