import { type ErrorDetails, type PublicKey, ScelleError, type SignedDocument } from '@scelle/core';
import type { StationCode } from '../errors/station-error.ts';
import type { LedgerReader } from '../home/ledger.ts';
import { listHeads, listNamedEntries, readEntries, type StoredHead } from '../ledger/custody.ts';
import { CUSTODY_FORMAT, verifyHead } from './custody-log.ts';
import { hashEntry, parseEntry } from './entry.ts';

/** What a custody log is held against, beside itself. */
export interface CustodyEvidence {
  /** Keys that have signed this log. */
  readonly keys: readonly PublicKey[];
  /** Points known from outside, such as receipts that a peer holds. */
  readonly anchors?: readonly CustodyAnchor[];
}

/**
 * Checks the custody log in a ledger: the chain, the stored hashes, every signed head, what the receipts name that this
 * station has issued, and the anchors given. Its first entry tells that the station was made: a log without any was emptied.
 */
export async function verifyCustody(
  ledger: LedgerReader,
  { keys, anchors = [] }: CustodyEvidence,
): Promise<CheckedChain> {
  const heads = (await listHeads(ledger)).map((head) => checkHead(head, keys));
  const named = heads.flatMap(({ anchor }) => anchor ?? []);
  const chain = await checkChain(readLines(ledger), [...anchors, ...named, ...(await readIssued(ledger))]);
  const emptied = chain.entries === 0 && chain.problems.length === 0 ? [EMPTIED] : [];
  const problems = [
    ...emptied,
    ...chain.problems,
    ...heads.flatMap(({ problem }) => problem ?? []),
    ...(await Array.fromAsync(findWrongHashes(ledger))),
  ];
  return { ...chain, problems };
}

const EMPTIED: CustodyProblem = { code: 'custody-truncated', details: { found: 0, expected: 1, name: 'ledger.db' } };

/**
 * What the receipts name that this station has issued. A gateway keeps those of its principal, too, which name another log.
 */
async function readIssued(ledger: LedgerReader): Promise<readonly CustodyAnchor[]> {
  const rows = await listNamedEntries(ledger);
  return rows.flatMap(({ party, digest, stage, number, hash }) =>
    typeof number === 'number' && typeof hash === 'string'
      ? [{ number, hash, origin: `${stage} ${party} ${digest.slice(0, 8)}` }]
      : [],
  );
}

/** Checks an exported custody log: its lines, the signed heads that came with it or were kept elsewhere, anchors. */
export async function verifyCustodyExport(
  lines: Iterable<string> | AsyncIterable<string>,
  heads: readonly SignedDocument[],
  { keys, anchors = [] }: CustodyEvidence,
): Promise<CheckedChain> {
  const checked = heads.map((head, index) => checkHead({ ...head, number: index + 1 }, keys));
  const chain = await checkChain(lines, [...anchors, ...checked.flatMap(({ anchor }) => anchor ?? [])]);
  return { ...chain, problems: [...chain.problems, ...checked.flatMap(({ problem }) => problem ?? [])] };
}

/** The lines of the log in their order, one at a time. */
export async function* readLines(ledger: LedgerReader): AsyncGenerator<string> {
  for await (const { entry } of readEntries(ledger)) yield entry;
}

/** A head that verifies is an anchor; one that does not is a problem by itself. */
function checkHead(
  stored: StoredHead,
  keys: readonly PublicKey[],
): { readonly anchor?: CustodyAnchor; readonly problem?: CustodyProblem } {
  try {
    const { number, hash } = verifyHead(stored, keys);
    return { anchor: { number, hash, origin: CUSTODY_FORMAT } };
  } catch (error) {
    if (!ScelleError.is(error)) throw error;
    return { problem: { code: 'custody-head-signature', details: { line: stored.number } } };
  }
}

/** The stored hash is what the next entry is made from, so it must not be believed more than the entry. */
async function* findWrongHashes(ledger: LedgerReader): AsyncGenerator<CustodyProblem> {
  for await (const row of readEntries(ledger)) {
    if (hashEntry(row.entry) === row.hash) continue;
    yield { code: 'custody-entry-invalid', details: { line: row.number } };
  }
}

/** What is wrong with a custody log. */
export interface CustodyProblem {
  readonly code: StationCode;
  readonly details: ErrorDetails;
}

/** A point that the log must pass through: from a signed head, or from a receipt that somebody else holds. */
export interface CustodyAnchor {
  readonly number: number;
  readonly hash: string;
  /** Where the anchor stands, for the message. */
  readonly origin: string;
}

/** What a walk along a custody log came to. */
export interface CheckedChain {
  readonly entries: number;
  /** Hash of the last entry, null in an empty log. */
  readonly hash: string | null;
  readonly problems: readonly CustodyProblem[];
}

/** More problems than these tell nothing more. */
const MAX_PROBLEMS = 100;

/**
 * Walks along the lines of a custody log: each parses, bears the next number, names the hash of the one before; and the
 * log passes through every anchor. It finds edits, removals, reorderings, and what was cut off behind an anchor.
 */
async function checkChain(
  lines: Iterable<string> | AsyncIterable<string>,
  anchors: readonly CustodyAnchor[],
): Promise<CheckedChain> {
  const problems: CustodyProblem[] = [];
  const report = (code: StationCode, details: ErrorDetails): void => {
    if (problems.length < MAX_PROBLEMS) problems.push({ code, details });
  };
  const anchored = Map.groupBy(anchors, ({ number }) => number);
  let previous: string | null = null;
  let entries = 0;
  for await (const line of lines) {
    entries += 1;
    const hash = hashEntry(line);
    const entry = parseEntry(line);
    if (entry === null) report('custody-entry-invalid', { line: entries });
    else if (entry.number !== entries) report('custody-entry-misplaced', { found: entry.number, expected: entries });
    else if (entry.previous !== previous) report('custody-chain-broken', { line: entries });
    for (const anchor of anchored.get(entries) ?? []) {
      if (anchor.hash !== hash) report('custody-anchor-mismatch', { line: entries, name: anchor.origin });
    }
    previous = hash;
  }
  for (const { number, origin } of anchors) {
    if (number > entries) report('custody-truncated', { found: entries, expected: number, name: origin });
  }
  return { entries, hash: previous, problems };
}

/** The pieces of an exported custody log: one entry a line, each with its newline. */
export async function* exportEntries(ledger: LedgerReader): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const line of readLines(ledger)) yield encoder.encode(`${line}\n`);
}
