import { limits } from '@scelle/core';
import {
  choice,
  closedObject,
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
  uuidV7,
} from '@scelle/core/internal';
import type { Channel } from '@scelle/verify';
import { type ReceiptStage, receiptStages } from '../home/station.ts';

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

/** What a recipient acknowledges of a batch. It holds no personal data. Source: docs/format.md § Receipts. */
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

/** A receipt is signed by its issuer, with the key of its stage. Source: docs/format.md § Receipts. */
export const receiptDocument: SignedDocumentKind<Receipt> = defineDocument<Receipt>(
  RECEIPT_FORMAT,
  receiptSchema,
  { member: 'receipt', limit: receiptLimits.documentBytes },
  ({ stage, station, issuedAt }) => ({ role: stage, signer: station, time: issuedAt }),
);

/** The canonical bytes of a receipt, and a receipt of its bytes. */
export const { encode: encodeReceipt, parse: parseReceipt } = receiptDocument;
