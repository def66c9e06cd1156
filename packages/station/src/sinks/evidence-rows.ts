import type { Work } from '@scelle/core';
import { hashLeaf, toSha256Hex } from '@scelle/core/internal';
import type { Database, Value } from './database.ts';
import type { AbsentRecord, ImportedBatch, ImportedRecord } from './record-sink.ts';

/** The row of a batch, before anything of it is counted. */
export function toBatchRow(id: number, batch: ImportedBatch): Value[] {
  const { manifest, digest, sealed, content, channel, receivedAt, importedAt, day } = batch;
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  return [
    id,
    digest,
    manifest.sender,
    manifest.recipient,
    manifest.stream,
    manifest.sequence,
    manifest.id,
    manifest.profile,
    channel,
    toSortable(manifest.createdAt),
    toSortable(receivedAt),
    toSortable(importedAt),
    day,
    manifest.records.count,
    0,
    0,
    decoder.decode(sealed.manifest),
    decoder.decode(sealed.seal),
    decoder.decode(content.bytes),
    content.salt,
    hashLeaf(content.salt, content.bytes),
  ];
}

/** The row of a record that is the `id`-th of the database, in the batch with that id. */
export function toRecordRow(id: number, batch: number, imported: ImportedRecord): Value[] {
  const { index, record, line, day, salt, leafHash } = imported;
  const { source, file, tool } = record;
  return [
    id,
    batch,
    index,
    record.recordId,
    record.controller,
    toSortable(record.occurredAt),
    day,
    source.ip,
    source.port,
    record.protocol,
    record.pseudonym,
    file.name,
    file.size,
    record.isp,
    record.agent,
    tool.name,
    tool.version,
    line,
    salt,
    leafHash,
  ];
}

/** The row that keeps the leaf hash of a record that is not there. */
export function toAbsentRow(batch: number, { index, leafHash, code }: AbsentRecord): Value[] {
  return [batch, index, leafHash, code];
}

const LENGTH_OF_SECONDS = 'YYYY-MM-DDTHH:MM:SSZ'.length;

/** An instant with its milliseconds in any case, so that the order of the texts is that of the instants. */
export function toSortable(instant: string): string {
  return instant.length === LENGTH_OF_SECONDS ? `${instant.slice(0, -1)}.000Z` : instant;
}

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
