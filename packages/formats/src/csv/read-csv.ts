import { Readable } from 'node:stream';
import type { IpEvidence } from '@scelle/core';
import { parseJson, quoteUntrusted } from '@scelle/core/internal';
import { CsvError, type Options, parse } from 'csv-parse';
import { type Draft, emptyDraft, emptyWork } from '../draft/draft.ts';
import { type Converted, type ConvertOptions, finishDraft } from '../draft/finish-draft.ts';
import { FormatsError } from '../errors/formats-error.ts';
import { type CsvField, restoreCell } from '../mapping/csv-fields.ts';
import type { CsvLayout, Mapping } from '../mapping/mapping.ts';
import { Notes } from '../notes/note.ts';
import { findUuid, toCanonicalAddress, toInstantText, toInteger, toPort } from '../values/fields.ts';
import { hashWords, toFileHash } from '../values/hashes.ts';
import { decodeText } from '../values/texts.ts';
import { categoryWords, type FileHash, findWord, protocolWords } from '../values/words.ts';

/** What stands in each column: a field, null for one to be read past, or the name of one that the mapping leaves out. */
type Column = { readonly field: CsvField | null } | { readonly unmapped: string };

/**
 * Records from a CSV file whose first row names the columns. Throws `csv-header-invalid` and the codes of `readRows`.
 * Source: docs/formats.md § CSV.
 */
export async function* readCsv(
  source: AsyncIterable<Uint8Array>,
  options: ConvertOptions,
): AsyncGenerator<Converted, void> {
  const { mapping } = options;
  let columns: readonly Column[] | null = null;
  let number = 0;
  for await (const row of readRows(source, mapping.csv)) {
    if (columns === null) {
      columns = matchHeader(row, mapping.csv);
      continue;
    }
    number += 1;
    yield convertRow(number, row, columns, options);
  }
  // An empty file is a delivery that was cut off.
  if (columns === null) throw new FormatsError('csv-header-invalid', { found: '""' });
}

function matchHeader(header: readonly string[], { columns, formulas }: CsvLayout): readonly Column[] {
  const names = header.map((cell) => readCell(cell, formulas).trim());
  const positions = new Map(names.map((name, index) => [name, index]));
  const missing = columns.find(({ column, field }) => field !== null && !positions.has(column));
  if (missing !== undefined) throw new FormatsError('csv-header-invalid', { found: quoteUntrusted(missing.column) });
  // A row may name hundreds of thousands: each is looked up, and never looked for. Of a repeated one the last counts here.
  const repeated = names.find((name, index) => positions.get(name) !== index);
  if (repeated !== undefined) throw new FormatsError('csv-header-invalid', { found: quoteUntrusted(repeated) });
  const known = new Map(columns.map((column) => [column.column, column]));
  return names.map((name) => known.get(name) ?? { unmapped: quoteUntrusted(name) });
}

function convertRow(
  number: number,
  row: readonly string[],
  columns: readonly Column[],
  options: ConvertOptions,
): Converted {
  const notes = new Notes();
  if (row.length !== columns.length) {
    notes.refuse('cells-count', '');
    return { number, line: null, notes: notes.all };
  }
  const cells = collectCells(row, columns, options.mapping, notes);
  return finishDraft(number, toDraft(cells, notes, options.mapping), notes, options);
}

/** The cells that are not empty, by their fields. */
function collectCells(row: readonly string[], columns: readonly Column[], { csv }: Mapping, notes: Notes): Cells {
  const cells = new Map<CsvField, string>();
  for (const [index, column] of columns.entries()) {
    const cell = readCell(row[index]!, csv.formulas);
    if (cell === '') continue;
    if ('unmapped' in column) notes.loss('left-out', column.unmapped);
    else if (column.field !== null) cells.set(column.field, cell);
  }
  return cells;
}

function readCell(cell: string, formulas: CsvLayout['formulas']): string {
  return formulas === 'neutralised' ? restoreCell(cell) : cell;
}

/** The longest row that is read, in bytes: a record has 64 KiB, and every character may be escaped. */
const MAX_ROW_BYTES = 1_048_576;

/**
 * The rows of a CSV file, blank lines left out. Rows may have any number of cells. Throws `csv-malformed`,
 * `csv-row-too-large` and `input-not-text`.
 */
async function* readRows(
  source: AsyncIterable<Uint8Array>,
  { delimiter, encoding }: Pick<CsvLayout, 'delimiter' | 'encoding'>,
): AsyncGenerator<readonly string[], void> {
  const options: Options = {
    delimiter,
    max_record_size: MAX_ROW_BYTES,
    relax_column_count: true,
    skip_empty_lines: true,
  };
  const parser = parse(options);
  const text = Readable.from(decodeText(source, encoding));
  // A failure to read is one of parsing for whoever iterates.
  text.once('error', (error) => parser.destroy(error));
  try {
    for await (const row of text.pipe(parser)) yield row as string[];
  } catch (error) {
    throw toFormatsError(error, parser.info.lines);
  } finally {
    text.destroy();
  }
}

function toFormatsError(error: unknown, line: number): unknown {
  if (!(error instanceof CsvError)) return error;
  const details = { line, found: error.code };
  return error.code === 'CSV_MAX_RECORD_SIZE'
    ? new FormatsError('csv-row-too-large', { line, limit: MAX_ROW_BYTES }, { cause: error })
    : new FormatsError('csv-malformed', details, { cause: error });
}

/** The cells of a row that are not empty, by what they hold. */
export type Cells = ReadonlyMap<CsvField, string>;

/** What a row says of a record. A cell that is not of its form refuses the record. */
export function toDraft(cells: Cells, notes: Notes, { assumeUtc }: Mapping): Draft {
  const text = (field: CsvField) => cells.get(field) ?? null;
  const through = <Value>(field: CsvField, read: (cell: string) => Value | null): Value | null => {
    const cell = cells.get(field);
    return cell === undefined ? null : read(cell);
  };
  const word = <Word extends string>(field: CsvField, words: readonly Word[]) =>
    through(field, (cell) => findWord(words, cell) ?? refuse(field, notes));
  const id = text('recordId');
  return {
    ...emptyDraft,
    recordId: id === null ? null : findUuid(id),
    sourceId: id,
    controller: through('controller', (cell) => cell.trim()),
    occurredAt: through('occurredAt', (cell) => toInstantText(cell, { field: 'occurredAt', notes, assumeUtc })),
    ip: through('source.ip', toCanonicalAddress),
    port: through('source.port', (cell) => toPort(cell, notes)),
    protocol: word('protocol', protocolWords),
    pseudonym: text('pseudonym'),
    ownWorks: through('works', (cell) => readList<object>(cell, 'works', notes)),
    works: [
      {
        ...emptyWork,
        title: text('work.title'),
        artist: text('work.artist'),
        category: word('work.category', categoryWords),
        rightsHolder: text('work.rightsHolder'),
      },
    ],
    fileName: text('file.name'),
    fileSize: through('file.size', (cell) => toInteger(cell, 'file.size', notes)),
    hashes: [
      ...(through('file.hashes', (cell) => readList<FileHash>(cell, 'file.hashes', notes)) ?? []),
      ...hashWords.flatMap((algorithm) => {
        const field: CsvField = `file.hash.${algorithm}`;
        return through(field, (cell) => toFileHash(algorithm, cell) ?? refuse(field, notes)) ?? [];
      }),
    ],
    isp: text('isp'),
    segments: through('segments', (cell) => readList<IpEvidence['segments'][number]>(cell, 'segments', notes)) ?? [],
    agent: text('agent'),
    tool: findTool(text('tool.name'), text('tool.version')),
  };
}

/** A list as JSON, as our own table has it. The schema of the record judges what is in it. */
function readList<Element>(cell: string, field: string, notes: Notes): readonly Element[] | null {
  const list = parseJson(cell);
  const isList = Array.isArray(list) && list.every((element) => typeof element === 'object' && element !== null);
  return isList ? (list as Element[]) : refuse(field, notes);
}

/** A tool is known where its name is; a version may be empty. */
function findTool(name: string | null, version: string | null): Draft['tool'] {
  return name === null && version === null ? null : { name: name ?? '', version: version ?? '' };
}

function refuse(field: string, notes: Notes): null {
  notes.refuse('value-invalid', field);
  return null;
}
