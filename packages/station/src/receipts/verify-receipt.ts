import { type PublicKey, type SignedDocument, toInstant } from '@scelle/core';
import { compareInstants, toEpochMilliseconds } from '@scelle/core/internal';
import { listReceiptKeys } from '../cards/revocations.ts';
import { StationError } from '../errors/station-error.ts';
import { formatBatchName } from '../home/layout.ts';
import type { ReceiptStage, Station } from '../home/station.ts';
import type { Settings } from '../settings/settings.ts';
import { type Receipt, receiptDocument } from './receipt.ts';

/** A key that may sign the receipts of a party at one stage. */
export interface TrustedReceiptKey {
  readonly party: string;
  readonly stage: ReceiptStage;
  readonly publicKey: PublicKey;
  readonly validFrom?: string;
  readonly validUntil?: string;
  readonly revokedFrom?: string;
}

/** What a receipt is judged with. */
export interface ReceiptTrust {
  readonly keys: readonly TrustedReceiptKey[];
  /** When the receipt arrived. */
  readonly receivedAt: Date;
  readonly clockSkewSeconds: number;
}

/**
 * The receipt, once its raw bytes are signed by a key that its issuer uses for this stage, and the signature's comment
 * says the same. Throws `receipt-unknown-key`, `receipt-signature`, `receipt-key-not-valid`, `receipt-in-future`,
 * `receipt-key-revoked`, and
 * the codes of `parseReceipt` and `parseSignatureFile`. Source: docs/format.md § Receipts.
 */
export function verifyReceipt(signed: SignedDocument, trust: ReceiptTrust): Receipt {
  const verified = receiptDocument.verify(signed, trust.keys);
  if (verified.outcome === 'unknown-key') throw new StationError('receipt-unknown-key', { found: verified.keyId });
  if (verified.outcome !== 'signed') throw new StationError('receipt-signature');
  const receipt = verified.document;
  const key = verified.keys.find(({ party, stage }) => party === receipt.station && stage === receipt.stage);
  // Threat: a key of an exposed host, which may only say that a batch arrived, says that it was imported.
  if (key === undefined) throw new StationError('receipt-signature');
  checkTime(key, receipt, trust);
  return receipt;
}

function checkTime(key: TrustedReceiptKey, receipt: Receipt, trust: ReceiptTrust): void {
  const { issuedAt: found } = receipt;
  const { party: name, validFrom, validUntil, revokedFrom } = key;
  const field = formatBatchName(receipt);
  const isEarly = validFrom !== undefined && compareInstants(found, validFrom) < 0;
  const isLate = validUntil !== undefined && compareInstants(found, validUntil) > 0;
  if (isEarly || isLate) {
    const expected = `${validFrom ?? '–'} – ${validUntil ?? '–'}`;
    throw new StationError('receipt-key-not-valid', { name, field, found, expected });
  }
  // One of two clocks is wrong, and not the key: it will be valid once the time has come.
  if (toEpochMilliseconds(found) > trust.receivedAt.getTime() + trust.clockSkewSeconds * 1000) {
    throw new StationError('receipt-in-future', { name, field, found, expected: toInstant(trust.receivedAt) });
  }
  // A thief of the key writes any date: only what came before the revocation counts.
  if (revokedFrom !== undefined && trust.receivedAt.getTime() >= toEpochMilliseconds(revokedFrom)) {
    throw new StationError('receipt-key-revoked', { name, field, found, expected: revokedFrom });
  }
}

/** What a station judges receipts with, as its cards and settings are at this moment. */
export async function receiptTrust({ ledger, environment }: Station, settings: Settings): Promise<ReceiptTrust> {
  return {
    keys: await listReceiptKeys(ledger, settings.keyValidityDays),
    receivedAt: environment.now(),
    clockSkewSeconds: settings.clockSkewSeconds,
  };
}
