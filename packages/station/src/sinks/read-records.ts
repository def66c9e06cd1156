import { setImmediate } from 'node:timers/promises';
import { type IpEvidence, type Manifest, parseManifest, ScelleError } from '@scelle/core';
import { hashLeaf, MerkleRoot, toSha256Hex } from '@scelle/core/internal';
import { StationError } from '../errors/station-error.ts';
import type { Database, Row } from './database.ts';

/** Which imported records are read. */
export interface RecordSelection {
  /** SHA-256 of the manifest of the batch that holds them; all batches where left out. */
  readonly digest?: string;
  /** Ends the reading, even before there is a first record, with its reason. */
  readonly signal?: AbortSignal;
}

/**
 * The imported records that were not erased, in the order of their import, one at a time. Everything is checked against
 * the sealed roots before the first of them is given, and again while they are: the database is read twice, in memory
 * that grows neither with records nor with batches. Throws `evidence-damaged` where it does not hold what was sealed.
 */
export async function* readRecords(
  database: Database,
  { digest, signal }: RecordSelection = {},
): AsyncGenerator<IpEvidence, void> {
  const newest = await findNewest(database);
  for (const isChecked of [false, true]) {
    for await (const batch of readBatches(database, { newest, digest })) {
      for await (const line of readSealedLines(database, batch, signal)) {
        // biome-ignore lint/plugin: its proof was checked against the seal.
        if (isChecked) yield JSON.parse(line) as IpEvidence;
      }
    }
  }
}

/** What is imported between the two readings would be given without the first. */
async function findNewest(database: Database): Promise<number> {
  const [row] = await database.rows('SELECT MAX(id) AS newest FROM batches');
  return Number(row?.['newest'] ?? 0);
}

/** Batches in the order of their import. Each is a query of its own: within it the records of the batch are read. */
async function* readBatches(
  database: Database,
  { newest, digest }: { readonly newest: number; readonly digest: string | undefined },
): AsyncGenerator<Row, void> {
  const statement = `SELECT id, digest, manifest, content_hash, accepted, erasure FROM batches
    WHERE id > $1 AND id <= $2 ${digest === undefined ? '' : 'AND digest = $3'} ORDER BY id LIMIT 1`;
  for (let last = 0; ; ) {
    const [batch] = await database.rows(statement, [last, newest, ...(digest === undefined ? [] : [digest])]);
    if (batch === undefined) return;
    yield batch;
    last = Number(batch['id']);
  }
}

/**
 * The lines of a batch that are there, in their order. Each is compared with the hash of its leaf before it is given;
 * only after the last of them all leaves are compared with the sealed root, so that whoever must not use a line that was
 * never sealed reads to the end first. Of erased records the hash of the leaf is all there is to compare. Throws
 * `evidence-damaged` where the database does not hold what was sealed, and the reason of the signal.
 * Source: docs/format.md § Merkle tree.
 */
async function* readSealedLines(database: Database, batch: Row, signal?: AbortSignal): AsyncGenerator<string, void> {
  const damaged = (at: string, found: unknown, expected: unknown) =>
    new StationError('evidence-damaged', {
      name: `${database.name}, ${String(batch['digest'])}${at}`,
      found: String(found),
      expected: String(expected),
    });
  const { records } = readManifest(batch, damaged);
  const tree = new MerkleRoot();
  const push = (leafHash: Uint8Array) => {
    // Threat: a shorter or longer hash would be filled up or cut in the tree, and another row could make up for it.
    if (leafHash.length !== LEAF_HASH_BYTES) throw damaged(`/${tree.leaves - 1}`, toHex(leafHash), 'SHA-256');
    tree.push(leafHash);
  };
  push(batch['content_hash'] as Uint8Array);
  let given = 0;
  for await (const row of streamLeaves(database, batch)) {
    const index = tree.leaves - 1;
    const leafHash = row['leaf_hash'] as Uint8Array;
    if (index % SLICE === 0) await setImmediate();
    signal?.throwIfAborted();
    // A proof is made with the index of a record: one that moved, although in its order, has none.
    if (Number(row['record_index']) !== index) throw damaged('', row['record_index'], index);
    push(leafHash);
    if (row['line'] === null) continue;
    const line = String(row['line']);
    const computed = toHex(hashLeaf(toSalt(row), new TextEncoder().encode(line)));
    if (computed !== toHex(leafHash)) throw damaged(`/${index}`, computed, toHex(leafHash));
    given += 1;
    yield line;
  }
  // Threat: the root of a subtree in place of its leaves leads to the same root.
  if (tree.leaves !== records.count + 1) throw damaged('', tree.leaves - 1, records.count);
  const root = toHex(tree.root());
  if (root !== records.merkleRoot) throw damaged('', root, records.merkleRoot);
  // Threat: a record of which only the hash was left, or that was moved to those that were refused, is missing unseen.
  if (batch['erasure'] === null && given !== Number(batch['accepted'])) throw damaged('', given, batch['accepted']);
}

const LEAF_HASH_BYTES = 32;

/** After as many leaves a signal is let through: SQLite and the hashes never wait for anything. */
const SLICE = 1_024;

/** The manifest of a batch, if it is the one that was imported. */
function readManifest(
  { manifest, digest }: Row,
  damaged: (at: string, found: unknown, expected: unknown) => StationError,
): Manifest {
  const bytes = new TextEncoder().encode(String(manifest));
  const found = toSha256Hex(bytes);
  if (found !== digest) throw damaged('', found, digest);
  try {
    return parseManifest(bytes);
  } catch (error) {
    throw ScelleError.is(error) ? damaged('', error.code, 'manifest.json') : error;
  }
}

/** The leaves of a batch but that of its content. Both tables have an index for their order, so nothing is sorted. */
function streamLeaves(database: Database, { id }: Row): AsyncGenerator<Row, void> {
  return database.stream(
    `SELECT record_index, leaf_hash, salt, line FROM records WHERE batch = $1
     UNION ALL SELECT record_index, leaf_hash, NULL, NULL FROM absent_records WHERE batch = $1 ORDER BY record_index`,
    [id!],
  );
}

/** Without its salt a line has another hash than the one that was sealed. */
function toSalt({ salt }: Row): Uint8Array {
  return salt instanceof Uint8Array ? salt : new Uint8Array();
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
