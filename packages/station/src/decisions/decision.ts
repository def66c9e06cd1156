import { type Manifest, type SignedDocument, type Signer, toInstant } from '@scelle/core';
import {
  choice,
  closedObject,
  compareInstants,
  consistent,
  type DocumentRule,
  defineDocument,
  instant,
  list,
  name,
  type SignedDocumentKind,
  safeInteger,
  sha256Hex,
  string,
  toEpochMilliseconds,
  uuidV7,
} from '@scelle/core/internal';
import { readReceiptKey } from '../cards/card-store.ts';
import { readHead } from '../custody/custody-log.ts';
import { StationError } from '../errors/station-error.ts';
import type { Station } from '../home/station.ts';
import type { StoredDecision } from '../ledger/decisions.ts';
import type { ReceiptTrust, TrustedReceiptKey } from '../receipts/receipt.ts';

/** The format word of a decision. */
export const DECISION_FORMAT = 'scelle.decision/1' as const;

/** What is decided: *rejected* is final and uses the number up; *held* waits for something. */
export type DecisionOutcome = 'held' | 'rejected';

/**
 * What a recipient decided about a batch that it has not got, or of which it cannot believe everything, so that it issues no
 * receipt: a decision acknowledges nothing. It holds no personal data. Source: docs/station-documents.md § Decisions.
 */
export interface Decision {
  readonly format: typeof DECISION_FORMAT;
  /** The party that decides: the recipient of the batch. */
  readonly station: string;
  readonly sender: string;
  readonly recipient: string;
  readonly stream: string;
  readonly sequence: number;
  /** Id of the batch. */
  readonly batch: string;
  /** SHA-256 of the manifest, hex. */
  readonly manifest: string;
  /** How many records the manifest announces. */
  readonly records: number;
  readonly outcome: DecisionOutcome;
  /** What was found. */
  readonly codes: readonly string[];
  /** For what a batch that is held waits. */
  readonly waitsFor: readonly string[];
  /** The policy of the recipient, or a person there. */
  readonly decidedBy: 'policy' | 'person';
  readonly issuedAt: string;
  /** How far the issuer's custody log had come: what it cannot take back later. */
  readonly custody: { readonly number: number; readonly hash: string | null };
}

/** The limits of a decision, checked before memory is taken. */
export const decisionLimits = { documentBytes: 16_384, codes: 64 } as const;

const CODE = /^[a-z0-9]+(?:-[a-z0-9]+){0,15}$/;
const MAX_CODE_LENGTH = 64;

const number = safeInteger(0, Number.MAX_SAFE_INTEGER);
const codes = list(
  string((value) => value.length <= MAX_CODE_LENGTH && CODE.test(value), 'text:64'),
  0,
  decisionLimits.codes,
);

const decisionSchema = closedObject({
  format: choice([DECISION_FORMAT]),
  station: name(),
  sender: name(),
  recipient: name(),
  stream: name(),
  sequence: safeInteger(1, Number.MAX_SAFE_INTEGER),
  batch: uuidV7(),
  manifest: sha256Hex(),
  records: number,
  outcome: choice(['held', 'rejected']),
  codes,
  waitsFor: codes,
  decidedBy: choice(['policy', 'person']),
  issuedAt: instant(),
  custody: closedObject({ number, hash: sha256Hex().nullable() }),
}).check(consistent<Decision>(rulesOf));

/** The rules over several fields, by the field that breaks them. */
function rulesOf(decision: Decision): readonly DocumentRule<Decision>[] {
  const { outcome, codes: found, waitsFor, custody, station, recipient, sender } = decision;
  return [
    { field: 'station', holds: station === recipient },
    { field: 'recipient', holds: recipient !== sender },
    { field: 'codes', holds: found.length > 0 || outcome === 'held' },
    { field: 'waitsFor', holds: (outcome === 'held') === waitsFor.length > 0 },
    { field: 'custody', holds: (custody.hash === null) === (custody.number === 0) },
  ];
}

/**
 * The stage of the receipt key that signs a decision: it is made where batches arrive, with the key that says there that they have
 * arrived. A gateway has no other of its principal, and nobody needs to be trusted in anything new.
 */
export const DECISION_STAGE = 'delivery' as const;

/** A decision is signed by its issuer, with a key for delivery receipts. Source: docs/station-documents.md § Decisions. */
export const decisionDocument: SignedDocumentKind<Decision> = defineDocument<Decision>(
  DECISION_FORMAT,
  decisionSchema,
  { member: 'decision', limit: decisionLimits.documentBytes },
  ({ station, issuedAt }) => ({ role: DECISION_STAGE, signer: station, time: issuedAt }),
);

/** The canonical bytes of a decision, and a decision of its bytes. */
export const { encode: encodeDecision, parse: parseDecision } = decisionDocument;

/** Signs a decision with a key for delivery receipts. Throws the codes of `signDocument`. Source: docs/station-documents.md § Decisions. */
export function signDecision(decision: Decision, signer: Signer): Promise<SignedDocument> {
  return decisionDocument.sign(decision, signer);
}

/**
 * The decision, once its raw bytes are signed by a key that its issuer uses for delivery receipts, and the signature's comment
 * says the same. Throws `decision-unknown-key`, `decision-signature`, `decision-from-future`, `decision-key-not-valid`,
 * `decision-key-revoked`, and the codes of `parseDecision` and `parseSignatureFile`. Source: docs/station-documents.md § Decisions.
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
