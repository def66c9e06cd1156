import { limits } from '@scelle/core';
import {
  choice,
  closedObject,
  type Expectation,
  encodeDocument,
  instant,
  list,
  name,
  parseDocument,
  safeInteger,
  sha256Hex,
  string,
  text,
  uuidV7,
} from '@scelle/core/internal';
import type { Channel } from '@scelle/verify';
import type { z } from 'zod';
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

const receiptSchema: z.ZodType<Receipt> = closedObject({
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
}).check(({ value, issues }) => {
  for (const { field, holds } of rulesOf(value)) {
    if (!holds)
      issues.push({ code: 'custom', input: undefined, path: [field], message: 'consistent' satisfies Expectation });
  }
});

/** The rules over several fields, by the field that breaks them. */
function rulesOf(receipt: Receipt): readonly { readonly field: keyof Receipt; readonly holds: boolean }[] {
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

/** The canonical bytes of a receipt. */
export function encodeReceipt(receipt: Receipt): Uint8Array {
  return encodeDocument(receipt);
}

/** Parses the bytes of a receipt. Throws the codes of `parseDocument`. Source: docs/format.md § Receipts. */
export function parseReceipt(bytes: Uint8Array): Receipt {
  return parseDocument(receiptSchema, bytes, { member: 'receipt', limit: receiptLimits.documentBytes });
}
