import { type Manifest, type SignedDocument, type Signer, toInstant } from '@scelle/core';
import { compareInstants, toEpochMilliseconds } from '@scelle/core/internal';
import { readReceiptKey } from '../cards/card-store.ts';
import { readHead } from '../custody/custody-log.ts';
import { StationError } from '../errors/station-error.ts';
import type { Station } from '../home/station.ts';
import type { StoredDecision } from '../ledger/decisions.ts';
import type { ReceiptTrust, TrustedReceiptKey } from '../receipts/verify-receipt.ts';
import { DECISION_FORMAT, DECISION_STAGE, type Decision, decisionDocument, decisionLimits } from './decision.ts';

/** Signs a decision with a key for delivery receipts. Throws the codes of `signDocument`. Source: docs/format.md § Decisions. */
export function signDecision(decision: Decision, signer: Signer): Promise<SignedDocument> {
  return decisionDocument.sign(decision, signer);
}

/**
 * The decision, once its raw bytes are signed by a key that its issuer uses for delivery receipts, and the signature's comment
 * says the same. Throws `decision-unknown-key`, `decision-signature`, `decision-from-future`, `decision-key-not-valid`,
 * `decision-key-revoked`, and the codes of `parseDecision` and `parseSignatureFile`. Source: docs/format.md § Decisions.
 */
export function verifyDecision(signed: SignedDocument, trust: ReceiptTrust): Decision {
  const verified = decisionDocument.verify(signed, trust.keys);
  if (verified.outcome === 'unknown-key') throw new StationError('decision-unknown-key', { found: verified.keyId });
  if (verified.outcome !== 'signed') throw new StationError('decision-signature');
  const decision = verified.document;
  const key = verified.keys.find(({ party, stage }) => party === decision.station && stage === DECISION_STAGE);
  if (key === undefined) throw new StationError('decision-signature');
  checkTime(key, decision, trust);
  return decision;
}

function checkTime(key: TrustedReceiptKey, { issuedAt: found }: Decision, trust: ReceiptTrust): void {
  const { party: name, validFrom, validUntil, revokedFrom } = key;
  const latest = trust.receivedAt.getTime() + trust.clockSkewSeconds * 1000;
  if (toEpochMilliseconds(found) > latest) {
    throw new StationError('decision-from-future', { name, found, expected: new Date(latest).toISOString() });
  }
  const isEarly = validFrom !== undefined && compareInstants(found, validFrom) < 0;
  const isLate = validUntil !== undefined && compareInstants(found, validUntil) > 0;
  if (isEarly || isLate) {
    const expected = `${validFrom ?? '–'} – ${validUntil ?? '–'}`;
    throw new StationError('decision-key-not-valid', { name, found, expected });
  }
  // A thief of the key writes any date: only what came before the revocation counts.
  if (revokedFrom !== undefined && trust.receivedAt.getTime() >= toEpochMilliseconds(revokedFrom)) {
    throw new StationError('decision-key-revoked', { name, found, expected: revokedFrom });
  }
}

/** About which batch a rejection is, and why. */
interface Rejection {
  readonly manifest: Manifest;
  /** SHA-256 of the manifest, hex. */
  readonly digest: string;
  readonly codes: readonly string[];
  readonly decidedBy: Decision['decidedBy'];
}

/**
 * Signs the decision that a batch is rejected. It is stored by the caller, in the transaction that uses the number up. Throws
 * `receipt-key-foreign`, `station-incomplete`.
 */
export async function issueRejection(station: Station, rejection: Rejection): Promise<StoredDecision> {
  const { ledger, environment } = station;
  const { manifest, digest, codes, decidedBy } = rejection;
  const { sender, recipient, stream, sequence, id: batch, records } = manifest;
  const issuedAt = toInstant(environment.now());
  const decision: Decision = {
    format: DECISION_FORMAT,
    station: recipient,
    sender,
    recipient,
    stream,
    sequence,
    batch,
    manifest: digest,
    records: records.count,
    outcome: 'rejected',
    codes: [...new Set(codes)].slice(0, decisionLimits.codes),
    waitsFor: [],
    decidedBy,
    issuedAt,
    custody: await readHead(ledger),
  };
  const signer = await readReceiptKey(station, DECISION_STAGE);
  try {
    const signed = await signDecision(decision, signer);
    return { ...signed, direction: 'issued', party: sender, digest, at: issuedAt };
  } finally {
    signer.wipe();
  }
}
