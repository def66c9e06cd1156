import { toSha256Hex, type Work } from '@scelle/core';
import type { Database, Value } from './database.ts';

/** So many works are remembered; with more, all are looked up anew. */
const MAX_REMEMBERED = 20_000;

/** All that a record says of a work, as one text: what tells works apart. */
export function toWorkText(work: Work): string {
  return JSON.stringify(work);
}

/** The works in a database, each once, whoever shared them: known by the digest of all that is said of them. */
export class WorkCatalogue {
  readonly #database: Database;
  readonly #ids = new Map<string, number>();
  #next = 0;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Looks these up by what is said of them, as far as they are in the database. */
  async find(texts: Iterable<string>): Promise<void> {
    if (this.#ids.size > MAX_REMEMBERED) this.#ids.clear();
    const digests = new Map(this.#listUnknown(texts).map((text) => [digestOf(text), text]));
    if (digests.size === 0) return;
    const rows = await this.#database.rows(
      `SELECT id, digest FROM works WHERE digest IN ${this.#database.dialect.texts('$1')}`,
      [JSON.stringify([...digests.keys()])],
    );
    for (const row of rows) this.#ids.set(digests.get(String(row['digest']))!, Number(row['id']));
  }

  /** Adds those of these that are not in the database. */
  async add(texts: readonly string[]): Promise<void> {
    await this.find(texts);
    const added: (readonly [number, string])[] = [];
    for (const text of this.#listUnknown(texts)) {
      const id = await this.#allot();
      this.#ids.set(text, id);
      added.push([id, text]);
    }
    if (added.length === 0) return;
    await this.#database.insert('works', added.map(toRow));
    await this.#database.insert('work_identifiers', added.flatMap(toIdentifierRows));
  }

  /** The id of a work that was looked up or added; undefined where it is not in the database. */
  idOf(text: string): number | undefined {
    return this.#ids.get(text);
  }

  #listUnknown(texts: Iterable<string>): string[] {
    return [...new Set(texts)].filter((text) => !this.#ids.has(text));
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
  return toSha256Hex(new TextEncoder().encode(text));
}

function toRow([id, text]: readonly [number, string]): Value[] {
  // biome-ignore lint/plugin: our own encoding of a work of a verified record.
  const { title, artist, category, rightsHolder } = JSON.parse(text) as Work;
  return [id, digestOf(text), title, artist, category, rightsHolder];
}

function toIdentifierRows([id, text]: readonly [number, string]): Value[][] {
  // biome-ignore lint/plugin: our own encoding of a work of a verified record.
  const { identifiers } = JSON.parse(text) as Work;
  return identifiers.map(({ scheme, value }, position) => [id, position, scheme, value]);
}
