import { readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { createPublishedFile } from '@scelle/core';
import type { SignedDocument } from '@scelle/verify';
import { formatBatchName } from '../folder/batch-names.ts';
import type { Station } from '../station.ts';
import { parseReceipt } from './receipt.ts';
import { listReceipts, type StoredReceipt } from './receipt-store.ts';

/** The two files of an exported receipt. */
export interface ReceiptFiles {
  readonly document: string;
  readonly signature: string;
  /** Whether they were there before. */
  readonly isNew: boolean;
}

/**
 * Writes every receipt that this station issued to the party, or to all, as `<batch>.<stage>.json` with its `.minisig`
 * beside it. What is there already stays; a receipt that was issued anew takes the place of the old one. Throws the
 * codes of `createPublishedFile`.
 */
export async function exportReceipts(
  { database, layout }: Station,
  { folder = layout.path('receipts'), party }: { readonly folder?: string; readonly party?: string } = {},
): Promise<readonly ReceiptFiles[]> {
  const files: ReceiptFiles[] = [];
  for (const receipt of listReceipts(database, 'issued')) {
    if (party === undefined || receipt.party === party) files.push(await exportReceipt(folder, receipt));
  }
  return files;
}

async function exportReceipt(
  folder: string,
  { document: bytes, signature, stage }: StoredReceipt,
): Promise<ReceiptFiles> {
  const document = join(folder, `${formatBatchName(parseReceipt(bytes))}.${stage}.json`);
  const files = { document, signature: signatureFileOf(document) };
  const existing = await readExisting(files);
  if (existing && Buffer.compare(existing.signature, signature) === 0) return { ...files, isNew: false };
  // The signature goes first and comes last: a document without one is refused, whichever of the two it is.
  for (const path of [files.signature, files.document]) await unlink(path).catch(() => undefined);
  await write(files.document, bytes);
  await write(files.signature, signature);
  return { ...files, isNew: true };
}

/** The signature of a document lies beside it. */
export function signatureFileOf(document: string): string {
  return `${document}.minisig`;
}

async function readExisting({ document, signature }: Omit<ReceiptFiles, 'isNew'>): Promise<SignedDocument | null> {
  try {
    return { document: await readFile(document), signature: await readFile(signature) };
  } catch {
    return null;
  }
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  await using file = await createPublishedFile(path);
  await file.write(0, bytes);
  await file.publish();
}
