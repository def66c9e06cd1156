import { encodeProof, type Proof, parseProof, ScelleError } from '@scelle/core';
import { checkProof, InclusionPath, PROOF_FORMAT } from '@scelle/core/internal';
import { StationError } from '../errors/station-error.ts';
import type { Database, Row, Value } from './database.ts';

/** What is disclosed of a record that was imported. */
export interface RecordDisclosure {
  readonly recordId: string;
  /** Whether batch.json, and with it the legal basis, is disclosed too. */
  readonly withContent: boolean;
}

/**
 * The proof of a record from the database alone: nothing is opened. It reads the leaf hashes of the whole batch, in
 * memory that does not grow with them. Throws `evidence-unknown`, `evidence-erased`, and `evidence-damaged` where the
 * database does not hold what was sealed. Source: docs/format.md § Proofs.
 */
export async function proveRecord(database: Database, { recordId, withContent }: RecordDisclosure): Promise<Proof> {
  const found = await findRecord(database, recordId);
  const leaves = Number(found['announced']) + 1;
  const index = Number(found['record_index']) + 1;
  const [record, content] = await collectPaths(database, found, [index, 0], leaves);
  const proof: Proof = {
    format: PROOF_FORMAT,
    manifest: String(found['manifest']),
    seal: String(found['seal']),
    record: { index, text: String(found['line']), salt: toHex(found['salt']!), path: record! },
    content:
      withContent && found['content'] !== null
        ? { index: 0, text: String(found['content']), salt: toHex(found['content_salt']!), path: content! }
        : null,
  };
  check(database, proof);
  return proof;
}

/** The inclusion paths of some leaves, as hex. */
async function collectPaths(
  database: Database,
  { batch, content_hash: first }: Row,
  indices: readonly number[],
  leaves: number,
): Promise<string[][]> {
  const paths = indices.map((index) => new InclusionPath(index, leaves));
  for (const path of paths) path.push(first as Uint8Array);
  const rows = database.stream(
    `SELECT record_index, leaf_hash FROM records WHERE batch = $1
     UNION ALL SELECT record_index, leaf_hash FROM absent_records WHERE batch = $1 ORDER BY record_index`,
    [batch!],
  );
  for await (const row of rows) for (const path of paths) path.push(row['leaf_hash'] as Uint8Array);
  return paths.map((path) => path.path().map(toHex));
}

/** A proof is given to a third party: it is checked as they will check it. */
function check({ name }: Database, proof: Proof): void {
  try {
    checkProof(parseProof(encodeProof(proof)));
  } catch (error) {
    throw toDamaged(error, name);
  }
}

function toDamaged(error: unknown, name: string): unknown {
  if (!ScelleError.is(error)) return error;
  return new StationError('evidence-damaged', { name, found: error.code, expected: 'proof' }, { cause: error });
}

function toHex(bytes: Value): string {
  return Buffer.from(bytes as Uint8Array).toString('hex');
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A record that is there, with its batch. Throws `evidence-unknown`, `evidence-erased`. */
async function findRecord(database: Database, recordId: string): Promise<Row> {
  const { name } = database;
  const [row] = UUID.test(recordId)
    ? await database.rows(
        `SELECT r.batch, r.record_index, r.line, r.salt, b.announced, b.manifest, b.seal, b.content, b.content_salt,
           b.content_hash
         FROM records r JOIN batches b ON b.id = r.batch WHERE r.record_id = $1`,
        [recordId],
      )
    : [];
  if (row === undefined) throw new StationError('evidence-unknown', { name, found: recordId.slice(0, 64) });
  if (row['line'] === null) throw new StationError('evidence-erased', { name, found: recordId });
  return row;
}
