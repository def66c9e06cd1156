import type { DatabaseSync } from 'node:sqlite';
import { type PublicKey, ScelleError } from '@scelle/core';
import type { SignedDocument } from '@scelle/verify';
import { type CheckedChain, type CustodyAnchor, type CustodyProblem, checkChain } from './check-chain.ts';
import { hashEntry } from './entry.ts';
import { CUSTODY_FORMAT, verifyHead } from './head.ts';

/** What a custody log is held against, beside itself. */
export interface CustodyEvidence {
  /** Keys that have signed this log. */
  readonly keys: readonly PublicKey[];
  /** Points known from outside, such as receipts that a peer holds. */
  readonly anchors?: readonly CustodyAnchor[];
}

/** Checks the custody log in a ledger: the chain, the stored hashes, every signed head, and the anchors given. */
export function verifyCustody(database: DatabaseSync, { keys, anchors = [] }: CustodyEvidence): CheckedChain {
  const heads = readHeads(database).map((head) => checkHead(head, keys));
  const chain = checkChain(readLines(database), [...anchors, ...heads.flatMap(({ anchor }) => anchor ?? [])]);
  const problems = [...chain.problems, ...heads.flatMap(({ problem }) => problem ?? []), ...findWrongHashes(database)];
  return { ...chain, problems };
}

/** Checks an exported custody log: its lines, the signed heads that came with it or were kept elsewhere, anchors. */
export function verifyCustodyExport(
  lines: Iterable<string>,
  heads: readonly SignedDocument[],
  { keys, anchors = [] }: CustodyEvidence,
): CheckedChain {
  const checked = heads.map((head, index) => checkHead({ ...head, number: index + 1 }, keys));
  const chain = checkChain(lines, [...anchors, ...checked.flatMap(({ anchor }) => anchor ?? [])]);
  return { ...chain, problems: [...chain.problems, ...checked.flatMap(({ problem }) => problem ?? [])] };
}

/** The lines of the log in their order, one at a time. */
export function* readLines(database: DatabaseSync): Generator<string> {
  for (const row of database.prepare('SELECT entry FROM custody ORDER BY number').iterate()) yield String(row['entry']);
}

interface StoredHead extends SignedDocument {
  readonly number: number;
}

function readHeads(database: DatabaseSync): StoredHead[] {
  const rows = database.prepare('SELECT number, document, signature FROM custody_heads ORDER BY number').all();
  return rows.map((row) => ({
    number: Number(row['number']),
    document: row['document'] as Uint8Array,
    signature: row['signature'] as Uint8Array,
  }));
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
    if (!(error instanceof ScelleError)) throw error;
    return { problem: { code: 'custody-head-signature', details: { line: stored.number } } };
  }
}

/** The stored hash is what the next entry is made from, so it must not be believed more than the entry. */
function* findWrongHashes(database: DatabaseSync): Generator<CustodyProblem> {
  for (const row of database.prepare('SELECT number, entry, hash FROM custody').iterate()) {
    if (hashEntry(String(row['entry'])) === row['hash']) continue;
    yield { code: 'custody-entry-invalid', details: { line: Number(row['number']) } };
  }
}
