import { limits, type PublicKey, type SignedDocument, toInstant } from '@scelle/core';
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
  text,
  toEpochMilliseconds,
  uuidV7,
} from '@scelle/core/internal';
import type { Channel } from '@scelle/verify';
import { listReceiptKeys } from '../cards/revocations.ts';
import { StationError } from '../errors/station-error.ts';
import { formatBatchName } from '../home/layout.ts';
import { type ReceiptStage, receiptStages, type Station } from '../home/station.ts';
import type { Settings } from '../settings/settings.ts';

/** The format word of a receipt. */
export const RECEIPT_FORMAT = 'scelle.receipt/1' as const;

/** What became of the batch at the stage that a receipt speaks of. */
export type ReceiptOutcome = 'accepted' | 'held' | 'rejected';

/** A record that was refused although its batch was accepted. */
export interface RecordReject {
  /** Index of the record in the batch, from 0. */
  readonly index: number;
  /** Why. */
  readonly code: string;
}

/** What a recipient acknowledges of a batch. It holds no personal data. Source: docs/station-documents.md § Receipts. */
export interface Receipt {
  readonly format: typeof RECEIPT_FORMAT;
  /** The party that issues it: the recipient of the batch. */
  readonly station: string;
  readonly sender: string;
  readonly recipient: string;
  readonly stream: string;
  readonly sequence: number;
  /** Id of the batch. */
  readonly batch: string;
  /** SHA-256 of the manifest, hex. */
  readonly manifest: string;
  /** The signatures that were accepted, the seal first. */
  readonly signatures: readonly { readonly role: string; readonly publicKey: string }[];
  readonly stage: ReceiptStage;
  readonly outcome: ReceiptOutcome;
  /** Why it was rejected, or what it waits for. */
  readonly codes: readonly string[];
  /** How many records were announced, and how many of them were accepted and rejected: known from verification on. */
  readonly records: { readonly announced: number; readonly accepted: number | null; readonly rejected: number | null };
  /** In ascending order of their index; as many as `records.rejected` says. */
  readonly rejects: readonly RecordReject[];
  readonly channel: Channel;
  /** When the batch was first received, and when this was issued. */
  readonly receivedAt: string;
  readonly issuedAt: string;
  /** How far the issuer's custody log had come: what it cannot take back later. */
  readonly custody: { readonly number: number; readonly hash: string | null };
}

/** The limits of a receipt, checked before memory is taken. */
export const receiptLimits = {
  documentBytes: limits.receiptBytes,
  rejects: 100_000,
  codes: 64,
  signatures: 17,
} as const;

const CODE = /^[a-z0-9]+(?:-[a-z0-9]+){0,15}$/;
const MAX_CODE_LENGTH = 64;

const number = safeInteger(0, Number.MAX_SAFE_INTEGER);
const code = string((value) => value.length <= MAX_CODE_LENGTH && CODE.test(value), 'text:64');

const receiptSchema = closedObject({
  format: choice([RECEIPT_FORMAT]),
  station: name(),
  sender: name(),
  recipient: name(),
  stream: name(),
  sequence: safeInteger(1, Number.MAX_SAFE_INTEGER),
  batch: uuidV7(),
  manifest: sha256Hex(),
  signatures: list(closedObject({ role: name(), publicKey: text(64) }), 1, receiptLimits.signatures),
  stage: choice(receiptStages),
  outcome: choice(['accepted', 'held', 'rejected']),
  codes: list(code, 0, receiptLimits.codes),
  records: closedObject({ announced: number, accepted: number.nullable(), rejected: number.nullable() }),
  rejects: list(closedObject({ index: number, code }), 0, receiptLimits.rejects),
  channel: choice(['network', 'media', 'file']),
  receivedAt: instant(),
  issuedAt: instant(),
  custody: closedObject({ number, hash: sha256Hex().nullable() }),
}).check(consistent<Receipt>(rulesOf));

/** The rules over several fields, by the field that breaks them. */
function rulesOf(receipt: Receipt): readonly DocumentRule<Receipt>[] {
  const { outcome, codes, records, rejects, custody, station, recipient, stage } = receipt;
  const { announced, accepted, rejected } = records;
  const isCounted = accepted !== null && rejected !== null;
  return [
    { field: 'station', holds: station === recipient },
    { field: 'codes', holds: (outcome === 'accepted') === (codes.length === 0) },
    { field: 'outcome', holds: outcome !== 'held' || stage === 'delivery' },
    { field: 'records', holds: isCounted ? accepted + rejected === announced : accepted === rejected },
    { field: 'rejects', holds: rejects.length === (rejected ?? 0) || outcome === 'rejected' },
    { field: 'rejects', holds: rejects.every(({ index }, at) => index < announced && isAfter(rejects, at)) },
    { field: 'custody', holds: (custody.hash === null) === (custody.number === 0) },
  ];
}

function isAfter(rejects: readonly RecordReject[], at: number): boolean {
  return at === 0 || rejects[at - 1]!.index < rejects[at]!.index;
}

/** A receipt is signed by its issuer, with the key of its stage. Source: docs/station-documents.md § Receipts. */
export const receiptDocument: SignedDocumentKind<Receipt> = defineDocument<Receipt>(
  RECEIPT_FORMAT,
  receiptSchema,
  { member: 'receipt', limit: receiptLimits.documentBytes },
  ({ stage, station, issuedAt }) => ({ role: stage, signer: station, time: issuedAt }),
);

/** The canonical bytes of a receipt, and a receipt of its bytes. */
export const { encode: encodeReceipt, parse: parseReceipt } = receiptDocument;

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
 * the codes of `parseReceipt` and `parseSignatureFile`. Source: docs/station-documents.md § Receipts.
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
