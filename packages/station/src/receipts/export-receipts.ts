import { readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { createPublishedFile, ScelleError } from '@scelle/core';
import { compareInstants, Disposables } from '@scelle/core/internal';
import { requirePeer } from '../cards/card-store.ts';
import { formatBatchName } from '../home/layout.ts';
import type { Station } from '../home/station.ts';
import { listContestedDigests, listReceipts, type StoredReceipt } from '../ledger/receipts.ts';
import { parseReceipt, type Receipt } from './receipt.ts';

/** The two files of an exported receipt. */
export interface ReceiptFiles {
  readonly document: string;
  readonly signature: string;
  /** Whether they were there before. */
  readonly isNew: boolean;
}

/**
 * Writes every receipt that this station issued to the party, or to all, as `<batch>.<stage>.json` with its `.minisig`
 * beside it; where receipts of several batches bear one number, the name tells them apart by digits of the manifest's
 * digest. What is there already stays, and only an earlier receipt of the same batch and stage is replaced. Throws
 * `own-party`, `peer-unknown`, and the codes of `createPublishedFile`: `target-exists` where another file has the name.
 */
export async function exportReceipts(
  station: Station,
  { folder = station.layout.path('receipts'), party }: { readonly folder?: string; readonly party?: string } = {},
): Promise<readonly ReceiptFiles[]> {
  const { ledger } = station;
  if (party !== undefined) await requirePeer(station, party);
  const contested = await listContestedDigests(ledger);
  const files: ReceiptFiles[] = [];
  for await (const stored of listReceipts(ledger, 'issued')) {
    if (party !== undefined && stored.party !== party) continue;
    const receipt = parseReceipt(stored.document);
    const document = join(folder, nameReceipt(receipt, contested.has(stored.digest)));
    files.push(await exportReceipt(document, stored, receipt));
  }
  return files;
}

/** Digits of a digest that tell apart receipts of one number. */
const DIGEST_DIGITS = 8;

/** Source: docs/station-documents.md § Receipts. */
function nameReceipt(receipt: Receipt, isContested: boolean): string {
  const digits = isContested ? [receipt.manifest.slice(0, DIGEST_DIGITS)] : [];
  return [formatBatchName(receipt), ...digits, receipt.stage, 'json'].join('.');
}

async function exportReceipt(
  document: string,
  { document: bytes, signature: signatureBytes }: StoredReceipt,
  receipt: Receipt,
): Promise<ReceiptFiles> {
  const files = { document, signature: signatureFileOf(document) };
  const [found, foundSignature] = [await readIfThere(files.document), await readIfThere(files.signature)];
  const isWritten = isSame(found, bytes);
  if (isWritten && isSame(foundSignature, signatureBytes)) return { ...files, isNew: false };
  if (isEarlier(found, receipt)) {
    // The signature goes first and comes last: a document without one is refused, whichever of the two it is.
    for (const path of [files.signature, files.document]) await unlink(path).catch(() => undefined);
  }
  const signature = [files.signature, signatureBytes] as const;
  await publishAll(isWritten ? [signature] : [[files.document, bytes], signature]);
  return { ...files, isNew: true };
}

/** Whether the file is a receipt of the same batch and stage that was issued before. */
function isEarlier(found: Uint8Array | null, { manifest, stage, station, issuedAt }: Receipt): boolean {
  if (found === null) return false;
  try {
    const other = parseReceipt(found);
    const isOfSame = other.manifest === manifest && other.stage === stage && other.station === station;
    return isOfSame && compareInstants(other.issuedAt, issuedAt) < 0;
  } catch (error) {
    if (ScelleError.is(error)) return false;
    throw error;
  }
}

/** The signature of a document lies beside it. */
export function signatureFileOf(document: string): string {
  return `${document}.minisig`;
}

/** What cannot be read is not replaced either: its name is taken. */
export async function readIfThere(path: string): Promise<Uint8Array | null> {
  return readFile(path).catch(() => null);
}

function isSame(found: Uint8Array | null, bytes: Uint8Array): boolean {
  return found !== null && Buffer.compare(found, bytes) === 0;
}

/** Writes new files in their order; nothing is published where a name is taken. */
export async function publishAll(parts: readonly (readonly [path: string, bytes: Uint8Array])[]): Promise<void> {
  await using started = new Disposables();
  const files = [];
  for (const [path, bytes] of parts) {
    const file = started.use(await createPublishedFile(path));
    await file.write(0, bytes);
    files.push(file);
  }
  for (const file of files) await file.publish();
}
