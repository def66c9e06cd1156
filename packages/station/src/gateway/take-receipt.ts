import { constants } from 'node:fs';
import { access, readdir } from 'node:fs/promises';
import type { SignedDocument } from '@scelle/core';
import { listNotices, type StoredNotice } from '../channels/notice.ts';
import { toCodesText } from '../custody/entry.ts';
import { StationError } from '../errors/station-error.ts';
import { removeStored } from '../home/files.ts';
import type { Station, StationChange } from '../home/station.ts';
import { findReceipts, listNotHandedOn, noteHandedOn, type StoredReceipt, storeReceipt } from '../ledger/receipts.ts';
import type { AuthenticBatch } from '../ledger/received-batch.ts';
import { findByDigest, insertReceived, updateReceived } from '../ledger/received-batches.ts';
import { type Receipt, receiptTrust, verifyReceipt } from '../receipts/receipt.ts';
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

/** Every receipt that this party issued and has not handed on to the gateway, the oldest first. */
export async function listToHandOn({ ledger }: Station, gateway: string): Promise<readonly StoredReceipt[]> {
  return listNotHandedOn(ledger, gateway);
}

/** Notes that the gateway has a receipt. */
export async function markHandedOn(station: Station, gateway: string, receipt: StoredReceipt): Promise<void> {
  await station.change(({ ledger }) => noteHandedOn(ledger, gateway, receipt));
}

/** The notices of this party that hold now, one for each peer. */
export async function listNoticesToHandOn({ ledger, name }: Station): Promise<readonly StoredNotice[]> {
  const own = (await listNotices(ledger, name)).filter(({ notice }) => notice.station === name);
  return [...new Map(own.map((stored) => [stored.notice.peer, stored])).values()];
}

/** The opening key in use, and those of earlier cards. */
const OPENING_KEY = /^opening\b.*\.identity$/;

/**
 * Throws `opening-key-exposed` where this process could read an opening key of the station, which must not lie on the
 * host that stands on the network, unless the settings say that there is only one host.
 */
export async function requireNoOpeningKey({ layout }: Station, { network }: Settings): Promise<void> {
  if (network.singleHost) return;
  for (const name of await readdir(layout.path('keys'))) {
    const file = layout.path('keys', name);
    if (OPENING_KEY.test(name) && (await isReadable(file))) throw new StationError('opening-key-exposed', { file });
  }
}

async function isReadable(file: string): Promise<boolean> {
  try {
    await access(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
