import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import type { Client } from 'pg';
import type { from } from 'pg-copy-streams';
import { type TableName, tableColumns, type Value } from '../database.ts';

/** How much text is copied at once, in UTF-16 units, where the server has something else to do meanwhile. */
const PORTION = 1_048_576;

/** How much text is being copied or waits to be, at most: about the rows of a group. The server takes longer than we do. */
const MAX_UNDER_WAY = 8_388_608;

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
  readonly #copyFrom: typeof from;
  readonly #texts = new Map<TableName, string[]>();
  #length = 0;
  /** Text that is being copied or waits to be. */
  #underWay = 0;
  #last: Promise<void> = Promise.resolve();
  #isDiscarding = false;

  /** `copyFrom` is the `from` of pg-copy-streams. */
  constructor(client: Client, copyFrom: typeof from) {
    this.#client = client;
    this.#copyFrom = copyFrom;
  }

  /** Adds rows; they are in the table after `flush`. */
  async add(table: TableName, rows: readonly (readonly Value[])[]): Promise<void> {
    for (const row of rows) {
      const isChunk = this.#append(table, encodeRow(row));
      if (this.#length >= PORTION || (isChunk && this.#underWay === 0)) this.#start();
      // The connection must have its turn: otherwise the server would have nothing to do while rows are made.
      if (isChunk) await setImmediate();
      if (this.#underWay > MAX_UNDER_WAY) await this.#last;
    }
  }

  /** Whether a chunk is full with this line. */
  #append(table: TableName, line: string): boolean {
    const texts = this.#texts.get(table) ?? [];
    this.#texts.set(table, texts);
    this.#length += line.length;
    const last = texts.at(-1);
    if (last === undefined || last.length >= CHUNK) texts.push(line);
    else texts[texts.length - 1] = last + line;
    return texts.at(-1)!.length >= CHUNK;
  }

  /** Brings what waits into its tables. */
  async flush(): Promise<void> {
    this.#start();
    await this.#last;
  }

  /** Gives up what waits, once what is under way has ended. */
  async discard(): Promise<void> {
    this.#take();
    this.#isDiscarding = true;
    await this.#last.catch(() => undefined);
    this.#isDiscarding = false;
    this.#last = Promise.resolve();
    this.#underWay = 0;
  }

  /** Begins to copy what waits, as soon as what was begun before has ended well. */
  #start(): void {
    const length = this.#length;
    const texts = this.#take();
    this.#underWay += length;
    this.#last = this.#last.then(async () => {
      if (!this.#isDiscarding) await this.#copyAll(texts);
      this.#underWay -= length;
    });
    this.#last.catch(() => undefined);
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
    const stream = this.#client.query(this.#copyFrom(`COPY ${table} (${tableColumns[table].join(', ')}) FROM STDIN`));
    // An error makes `finish` never come: it is waited for together with it.
    // biome-ignore lint/plugin: the stream tells every error of the query, and the client that its connection ended.
    const finished = once(stream, 'finish');
    finished.catch(() => undefined);
    for (const text of texts) {
      // biome-ignore lint/plugin: see above.
      if (!stream.write(text)) await Promise.race([once(stream, 'drain'), finished]);
    }
    stream.end();
    await finished;
  }
}

/** A row as a line of the text format of COPY. Source: https://www.postgresql.org/docs/15/sql-copy.html § File Formats. */
function encodeRow(row: readonly Value[]): string {
  let line = '';
  for (let column = 0; column < row.length; column += 1) {
    line += `${column === 0 ? '' : '\t'}${encodeValue(row[column]!)}`;
  }
  return `${line}\n`;
}

function encodeValue(value: Value): string {
  if (value === null) return '\\N';
  if (typeof value === 'string') return needsEscape.test(value) ? value.replaceAll(special, escapeCharacter) : value;
  if (typeof value === 'number') return String(value);
  return `\\\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`;
}

const needsEscape = /[\\\t\n\r]/;
const special = /[\\\t\n\r]/g;

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function escapeCharacter(character: string): string {
  return escapes[character]!;
}
