import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { ScelleError, type SignedDocument, toInstant } from '@scelle/core';
import { compareInstants } from '@scelle/core/internal';
import { requirePeer } from '../cards/card-store.ts';
import { toCodesText } from '../custody/entry.ts';
import { StationError } from '../errors/station-error.ts';
import { formatBatchName } from '../home/layout.ts';
import type { Act, Station, StationChange } from '../home/station.ts';
import { findDecision, listIssuedDecisions, type StoredDecision, storeDecision } from '../ledger/decisions.ts';
import { findSentByNumber, insertSent, type SentBatch, type SentState, updateSent } from '../ledger/sent-batches.ts';
import { relearnSent } from '../receipts/add-receipt.ts';
import { publishAll, type ReceiptFiles, readIfThere, signatureFileOf } from '../receipts/export-receipts.ts';
import type { ReceiptTrust } from '../receipts/receipt.ts';
import { type Decision, parseDecision, verifyDecision } from './decision.ts';

/** What adding a decision came to. */
export interface AddedDecision {
  readonly decision: Decision;
  /** *known* where the very same was added before, and nothing changes. */
  readonly outcome: 'added' | 'known';
  /** What the batch has come to. */
  readonly state: SentState;
}

/** What a receipt acknowledged, no decision takes back. */
const acknowledged: readonly SentState[] = ['delivered', 'verified', 'imported'];

/**
 * Takes what a recipient decided about a batch of this station: checked against the keys of its issuer and against what was
 * sent. A batch that is rejected can be replaced from then on. Throws the codes of `verifyDecision`, `decision-not-for-me`,
 * `decision-unknown-batch`, `decision-mismatch`, `decision-outdated`, `decision-contradicted`, and on a station that was
 * restored `receipt-not-next`.
 */
export async function addDecision(
  station: Station,
  signed: SignedDocument,
  trust: ReceiptTrust,
): Promise<AddedDecision> {
  const decision = verifyDecision(signed, trust);
  const { ledger, name: own } = station;
  const { station: party, sender, manifest: digest, issuedAt: at, outcome } = decision;
  if (sender !== own) throw new StationError('decision-not-for-me', { found: sender, expected: own });
  return station.exclusively(async () => {
    const { sent, isRelearned } = await findSent(station, decision);
    const known = await findDecision(ledger, { direction: 'received', party, digest });
    if (known && Buffer.compare(known.document, signed.document) === 0) {
      return { decision, outcome: 'known', state: sent.state };
    }
    const name = formatBatchName(decision);
    if (known && compareInstants(at, known.at) <= 0) {
      throw new StationError('decision-outdated', { name, found: at, expected: known.at });
    }
    if (acknowledged.includes(sent.state)) throw new StationError('decision-contradicted', { name, found: sent.state });
    const state = sent.state === 'rejected' ? 'rejected' : outcome;
    await station.change(async (inside) => {
      if (isRelearned) await insertSent(inside.ledger, sent);
      await storeDecision(inside.ledger, { ...signed, direction: 'received', party, digest, at });
      await updateSent(inside.ledger, digest, { state, changedAt: toInstant(inside.environment.now()) });
      await recordDecision(inside, decision, { command: 'decision add', act: 'decision-added' });
    });
    return { decision, outcome: 'added', state };
  });
}

interface DecidedBatch {
  readonly sent: SentBatch;
  /** Whether a restored station learns of it only by this decision. */
  readonly isRelearned: boolean;
}

/** The batch that was sent and that the decision speaks of, to the last detail. */
async function findSent({ ledger }: Station, decision: Decision): Promise<DecidedBatch> {
  const sent = await findSentByNumber(ledger, decision);
  const name = formatBatchName(decision);
  if (sent === null) return { sent: await relearn(ledger, decision, name), isRelearned: true };
  const compared = [
    ['manifest', decision.manifest, sent.digest],
    ['batch', decision.batch, sent.batchId],
    ['records', String(decision.records), String(sent.records)],
  ] as const;
  for (const [field, found, expected] of compared) {
    if (found !== expected) throw new StationError('decision-mismatch', { name, field, found, expected });
  }
  return { sent, isRelearned: false };
}

async function relearn(ledger: Station['ledger'], decision: Decision, name: string): Promise<SentBatch> {
  try {
    return await relearnSent(ledger, {
      ...decision,
      records: { announced: decision.records },
      receivedAt: decision.issuedAt,
    });
  } catch (error) {
    const isUnknown = error instanceof StationError && error.code === 'receipt-unknown-batch';
    throw isUnknown ? new StationError('decision-unknown-batch', { name }, { cause: error }) : error;
  }
}

/** Enters in the custody log that a decision came; to be called within a transaction. */
export async function recordDecision(
  { record }: StationChange,
  decision: Decision,
  { command, act }: { readonly command: string; readonly act: Act },
): Promise<void> {
  const { station: party, sender, recipient, stream, sequence, manifest: digest, outcome, codes, issuedAt } = decision;
  const { decidedBy, custody } = decision;
  await record({
    command,
    act,
    party,
    batch: { sender, recipient, stream, sequence, digest },
    result: outcome,
    details: { codes: toCodesText(codes), decidedBy, issuedAt, custody: custody.number },
  });
}

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
  if (party !== undefined) await requirePeer(station, party);
  const files: ReceiptFiles[] = [];
  for await (const stored of listIssuedDecisions(station.ledger)) {
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
    if (ScelleError.is(error)) return false;
    throw error;
  }
}
