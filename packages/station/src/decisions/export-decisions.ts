import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { compareInstants, ScelleError } from '@scelle/core';
import { requirePeer } from '../cards/require-peer.ts';
import { formatBatchName } from '../folder/batch-names.ts';
import { publishAll, type ReceiptFiles, readIfThere, signatureFileOf } from '../receipts/export-receipts.ts';
import type { Station } from '../station.ts';
import { type Decision, parseDecision } from './decision.ts';
import { listIssuedDecisions, type StoredDecision } from './decision-store.ts';

/** Digits of a digest that tell decisions of one number apart. */
const DIGEST_DIGITS = 8;

/**
 * Writes every decision that this station issued about batches of the party, or of all, as
 * `<batch>.<digits>.decision.json` with its `.minisig` beside it. What is there already stays, and only an earlier decision
 * about the same batch is replaced. Throws `own-party`, `peer-unknown`, and the codes of `createPublishedFile`.
 */
export async function exportDecisions(
  station: Station,
  { folder = station.layout.path('receipts'), party }: { readonly folder?: string; readonly party?: string } = {},
): Promise<readonly ReceiptFiles[]> {
  if (party !== undefined) requirePeer(station, party);
  const files: ReceiptFiles[] = [];
  for (const stored of listIssuedDecisions(station.database)) {
    if (party === undefined || stored.party === party) files.push(await exportDecision(folder, stored));
  }
  return files;
}

async function exportDecision(folder: string, stored: StoredDecision): Promise<ReceiptFiles> {
  const decision = parseDecision(stored.document);
  const name = [formatBatchName(decision), decision.manifest.slice(0, DIGEST_DIGITS), 'decision', 'json'].join('.');
  const document = join(folder, name);
  const files = { document, signature: signatureFileOf(document) };
  const [found, foundSignature] = [await readIfThere(files.document), await readIfThere(files.signature)];
  const isWritten = isSame(found, stored.document);
  if (isWritten && isSame(foundSignature, stored.signature)) return { ...files, isNew: false };
  if (found !== null && isEarlier(found, decision)) {
    // The signature goes first and comes last: a document without one is refused, whichever of the two it is.
    for (const path of [files.signature, files.document]) await unlink(path).catch(() => undefined);
  }
  const signature = [files.signature, stored.signature] as const;
  await publishAll(isWritten ? [signature] : [[files.document, stored.document], signature]);
  return { ...files, isNew: true };
}

function isSame(found: Uint8Array | null, bytes: Uint8Array): boolean {
  return found !== null && Buffer.compare(found, bytes) === 0;
}

function isEarlier(found: Uint8Array, { manifest, station, issuedAt }: Decision): boolean {
  try {
    const other = parseDecision(found);
    return other.manifest === manifest && other.station === station && compareInstants(other.issuedAt, issuedAt) < 0;
  } catch (error) {
    if (error instanceof ScelleError) return false;
    throw error;
  }
}
