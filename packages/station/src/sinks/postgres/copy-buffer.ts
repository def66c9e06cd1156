import { once } from 'node:events';
import type { Client } from 'pg';
import { from } from 'pg-copy-streams';
import type { Value } from '../database.ts';
import { type TableName, tableColumns } from '../tables.ts';
import { encodeRow } from './encode-row.ts';

/** How much text waits at most, in UTF-16 units. */
const MAX_WAITING = 131_072;

/** What is written at once: a string that is made of many pieces is copied when it is. */
const CHUNK = 65_536;

/** Rows follow those that they refer to. */
const inOrder = Object.keys(tableColumns) as TableName[];

/**
 * Rows that wait to be added with `COPY … FROM STDIN`: each table is copied once for thousands of them, while the next are
 * made. What fails is told by a later call.
 */
export class CopyBuffer {
  readonly #client: Client;
  readonly #texts = new Map<TableName, string[]>();
  #length = 0;
  #underWay: Promise<void> = Promise.resolve();

  constructor(client: Client) {
    this.#client = client;
  }

  /** Adds rows; they are in the table after `flush`. */
  async add(table: TableName, rows: readonly (readonly Value[])[]): Promise<void> {
    for (const row of rows) {
      this.#append(table, encodeRow(row));
      if (this.#length >= MAX_WAITING) await this.#start();
    }
  }

  #append(table: TableName, line: string): void {
    const texts = this.#texts.get(table) ?? [];
    this.#texts.set(table, texts);
    this.#length += line.length;
    const last = texts.at(-1);
    if (last === undefined || last.length >= CHUNK) texts.push(line);
    else texts[texts.length - 1] = last + line;
  }

  /** Brings what waits into its tables. */
  async flush(): Promise<void> {
    await this.#start();
    await this.#underWay;
  }

  /** Gives up what waits, once what is under way has ended. */
  async discard(): Promise<void> {
    this.#take();
    await this.#underWay.catch(() => undefined);
    this.#underWay = Promise.resolve();
  }

  /** Begins to copy what waits, as soon as what was begun before has ended. */
  async #start(): Promise<void> {
    await this.#underWay;
    const texts = this.#take();
    if (texts.size === 0) return;
    this.#underWay = this.#copyAll(texts);
    this.#underWay.catch(() => undefined);
  }

  #take(): Map<TableName, string[]> {
    const taken = new Map(this.#texts);
    this.#texts.clear();
    this.#length = 0;
    return taken;
  }

  async #copyAll(texts: ReadonlyMap<TableName, readonly string[]>): Promise<void> {
    for (const table of inOrder) await this.#copy(table, texts.get(table) ?? []);
  }

  async #copy(table: TableName, texts: readonly string[]): Promise<void> {
    if (texts.length === 0) return;
    const stream = this.#client.query(from(`COPY ${table} (${tableColumns[table].join(', ')}) FROM STDIN`));
    // An error makes `finish` never come: it is waited for together with it.
    const finished = once(stream, 'finish');
    finished.catch(() => undefined);
    for (const text of texts) {
      if (!stream.write(text)) await Promise.race([once(stream, 'drain'), finished]);
    }
    stream.end();
    await finished;
  }
}
