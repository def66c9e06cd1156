import { closeSync, openSync, readSync } from 'node:fs';
import type { PublicKey } from '@scelle/core';
import {
  openStation,
  parseReceipt,
  type ReceiptStage,
  type Station,
  StationError,
  verifyCustody,
  verifyReceipt,
} from '@scelle/station';
import {
  type CheckedChain,
  type CustodyAnchor,
  readUnattendedPublicKey,
  receiptLimits,
  signatureFileOf,
  verifyCustodyExport,
  verifyHead,
} from '@scelle/station/internal';
import type { SignedDocument } from '@scelle/verify/internal';
import { CliError } from '../errors/cli-error.ts';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { exitStatus } from '../kernel/exit-status.ts';
import { readMailedFile, toFileError } from '../kernel/files.ts';
import { locateStation, type StationOptions } from '../kernel/station.ts';
import { loadPublicKey } from '../keys/load-keys.ts';
import { headFileOf } from './custody.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

const texts = { en, fr };

/** Options of `scelle custody verify`. */
export interface CustodyVerifyOptions extends StationOptions {
  /** Receipts and signed heads that were kept elsewhere. */
  readonly against?: readonly string[];
  /** The custody key of the station whose log was exported. */
  readonly key?: string;
  /** The key of that station for receipts, of the stage of those that are given. */
  readonly receiptKey?: string;
}

const MAX_DOCUMENT_BYTES = 4096;

/** `scelle custody verify`: finds edits, removals, reorderings and truncation of a custody log. */
export async function custodyVerify(
  context: CommandContext,
  file: string | undefined,
  options: CustodyVerifyOptions,
): Promise<CommandResult> {
  const { entries, hash, problems } =
    file === undefined ? await verifyOwn(context, options) : await verifyExport(context, file, options);
  const described = problems.map(({ code, details }) => {
    const message = new StationError(code, details).describe(context.language);
    return { code, message, details };
  });
  const document = { entries, hash, problems: described };
  if (problems.length === 0) {
    return { document, lines: [{ text: texts[context.language].custodyIntact({ entries, hash }), tone: 'good' }] };
  }
  // With the wrong key nothing verifies, and nothing else is wrong.
  const isUnsigned = problems.every(({ code }) => code === 'custody-head-signature');
  const { custodyUnsigned, custodyBroken } = texts[context.language];
  const text = isUnsigned ? custodyUnsigned({ entries }) : custodyBroken({ entries, problems: problems.length });
  const lines = [{ text, tone: 'bad' } as const, ...described.map(({ message }) => message)];
  return { status: exitStatus.rejected, document, lines };
}

/** The station is only looked at: opening it would sign how far its log has come, whatever was done to that. */
async function verifyOwn(context: CommandContext, options: CustodyVerifyOptions): Promise<CheckedChain> {
  using station = await openStation(locateStation(context, options), { readOnly: true });
  const keys = await keysOf(station);
  const anchors = await loadAnchors(options.against ?? [], keys);
  return await verifyCustody(station.ledger, { keys: [keys.custody], anchors });
}

async function verifyExport(
  context: CommandContext,
  file: string,
  options: CustodyVerifyOptions,
): Promise<CheckedChain> {
  const keys = await findKeys(context, options);
  const anchors = await loadAnchors(options.against ?? [], keys);
  const head = headFileOf(file);
  const document = await readMailedFile(head, MAX_DOCUMENT_BYTES);
  const signature = await readMailedFile(signatureFileOf(head), MAX_DOCUMENT_BYTES);
  return verifyCustodyExport(readCustodyExport(file), [{ document, signature }], { keys: [keys.custody], anchors });
}

/** With a key, no station is needed: an expert has only the files. */
async function findKeys(context: CommandContext, options: CustodyVerifyOptions): Promise<LogKeys> {
  const { key, receiptKey } = options;
  if (key === undefined) {
    using station = await openStation(locateStation(context, options), { readOnly: true });
    return await keysOf(station);
  }
  return { custody: await loadPublicKey(key), receipts: () => loadReceiptKey(receiptKey) };
}

async function loadReceiptKey(file: string | undefined): Promise<PublicKey> {
  if (file === undefined) throw new CliError('option-missing', { name: '--receipt-key' });
  return loadPublicKey(file);
}

async function keysOf({ layout }: Station): Promise<LogKeys> {
  return {
    custody: await readUnattendedPublicKey(layout, 'custody'),
    receipts: (stage) => readUnattendedPublicKey(layout, stage),
  };
}

const MAX_SIGNATURE_BYTES = 4096;

/** The keys of the station whose custody log is checked. */
export interface LogKeys {
  readonly custody: PublicKey;
  /** The key with which it signs receipts of a stage: only these name a place in this very log. */
  receipts(stage: ReceiptStage): Promise<PublicKey>;
}

/**
 * The points of a custody log that files from elsewhere name: receipts that its station issued, and signed heads, their
 * signatures beside them. Throws `custody-head-signature`, and the codes of `verifyReceipt`, `LogKeys.receipts` and
 * `readMailedFile`.
 */
export async function loadAnchors(files: readonly string[], keys: LogKeys): Promise<CustodyAnchor[]> {
  const anchors: CustodyAnchor[] = [];
  for (const origin of files) {
    const { number, hash } = await loadAnchor(origin, keys);
    if (hash !== null) anchors.push({ number, hash, origin });
  }
  return anchors;
}

async function loadAnchor(
  file: string,
  keys: LogKeys,
): Promise<{ readonly number: number; readonly hash: string | null }> {
  const document = await readMailedFile(file, receiptLimits.documentBytes);
  const signature = await readMailedFile(signatureFileOf(file), MAX_SIGNATURE_BYTES);
  const signed = { document, signature };
  return isHead(document) ? verifyHead(signed, [keys.custody]) : readReceipt(signed, keys);
}

/** What a receipt names. A forged one would accuse a log that is intact; when it was signed does not matter here. */
async function readReceipt(signed: SignedDocument, keys: LogKeys) {
  const { station: party, stage, issuedAt } = parseReceipt(signed.document);
  const trusted = { party, stage, publicKey: await keys.receipts(stage) };
  return verifyReceipt(signed, { keys: [trusted], receivedAt: new Date(issuedAt), clockSkewSeconds: 0 }).custody;
}

/** Only which of the two it is read as: each reader checks the whole of it. */
function isHead(document: Uint8Array): boolean {
  return new TextDecoder().decode(document.subarray(0, 64)).includes('"scelle.custody/');
}

const PIECE_BYTES = 1 << 18;
/** An entry is far shorter; a longer line is none, and is not collected without end. */
const MAX_LINE_BYTES = 1 << 20;
const NEWLINE = 0x0a;

/**
 * The lines of an exported custody log, without their newlines, one at a time. What is not UTF-8 becomes another text,
 * which no hash agrees with. Throws `file-missing`, `file-unreadable`, `file-too-large`
 * where a line has no end.
 */
export function* readCustodyExport(path: string): Generator<string, void> {
  const descriptor = attempt(path, () => openSync(path, 'r'));
  try {
    yield* linesOf(path, () => attempt(path, () => readPiece(descriptor)));
  } finally {
    closeSync(descriptor);
  }
}

function* linesOf(file: string, readNext: () => Buffer): Generator<string, void> {
  let rest = Buffer.alloc(0);
  for (let piece = readNext(); piece.length > 0; piece = readNext()) {
    rest = Buffer.concat([rest, piece]);
    let start = 0;
    for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE, start)) {
      yield rest.toString('utf8', start, end);
      start = end + 1;
    }
    rest = rest.subarray(start);
    if (rest.length > MAX_LINE_BYTES) throw new CliError('file-too-large', { file, limit: MAX_LINE_BYTES });
  }
  if (rest.length > 0) yield rest.toString('utf8');
}

function readPiece(descriptor: number): Buffer {
  const memory = Buffer.alloc(PIECE_BYTES);
  return memory.subarray(0, readSync(descriptor, memory));
}

function attempt<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toFileError(error, path);
  }
}
