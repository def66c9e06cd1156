import { sha256, type Work } from '@scelle/core';
import type { Database, Value } from './database.ts';

/** So many works are remembered; with more, all are looked up anew. */
const MAX_REMEMBERED = 20_000;

/** The works in a database, each once, whoever shared them: known by the digest of all that is said of them. */
export class WorkCatalogue {
  readonly #database: Database;
  readonly #ids = new Map<string, number>();
  #next = 0;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Looks these up, as far as they are in the database. */
  async find(works: Iterable<Work>): Promise<void> {
    if (this.#ids.size > MAX_REMEMBERED) this.#ids.clear();
    const unknown = this.#listUnknown(works);
    if (unknown.size === 0) return;
    const { dialect } = this.#database;
    const digests = new Map([...unknown].map(([text]) => [digestOf(text), text]));
    const column = dialect.name === 'sqlite' ? 'lower(hex(digest))' : "encode(digest, 'hex')";
    const wanted = dialect.name === 'sqlite' ? 'unhex(value)' : "decode(value, 'hex')";
    const rows = await this.#database.rows(
      `SELECT id, ${column} AS digest FROM works
       WHERE digest IN (SELECT ${wanted} FROM ${dialect.texts('$1')} AS given)`,
      [JSON.stringify([...digests.keys()])],
    );
    for (const row of rows) this.#ids.set(digests.get(String(row['digest']))!, Number(row['id']));
  }

  /** Adds those of these that are not in the database. */
  async add(works: Iterable<Work>): Promise<void> {
    await this.find(works);
    const added: (readonly [number, string, Work])[] = [];
    for (const [text, work] of this.#listUnknown(works)) {
      const id = await this.#allot();
      this.#ids.set(text, id);
      added.push([id, text, work]);
    }
    if (added.length === 0) return;
    await this.#database.insert('works', added.map(toRow));
    await this.#database.insert('work_identifiers', added.flatMap(toIdentifierRows));
  }

  /** The id of a work; undefined where it is not in the database. */
  idOf(work: Work): number | undefined {
    return this.#ids.get(JSON.stringify(work));
  }

  #listUnknown(works: Iterable<Work>): Map<string, Work> {
    const unknown = new Map<string, Work>();
    for (const work of works) {
      const text = JSON.stringify(work);
      if (!this.#ids.has(text)) unknown.set(text, work);
    }
    return unknown;
  }

  async #allot(): Promise<number> {
    if (this.#next === 0) {
      const [row] = await this.#database.rows('SELECT COALESCE(MAX(id), 0) + 1 AS next FROM works');
      this.#next = Number(row!['next']);
    }
    return this.#next++;
  }
}

function digestOf(text: string): string {
  return Buffer.from(sha256(new TextEncoder().encode(text))).toString('hex');
}

function toRow([id, text, { title, artist, category, rightsHolder }]: readonly [number, string, Work]): Value[] {
  return [id, sha256(new TextEncoder().encode(text)), title, artist, category, rightsHolder];
}

function toIdentifierRows([id, , { identifiers }]: readonly [number, string, Work]): Value[][] {
  return identifiers.map(({ scheme, value }, position) => [id, position, scheme, value]);
}
