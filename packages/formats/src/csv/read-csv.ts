import { Readable } from 'node:stream';
import type { IpEvidence } from '@scelle/core';
import { parseJson, quoteUntrusted } from '@scelle/core/internal';
import { CsvError, type Options, parse } from 'csv-parse';
import { type Draft, emptyDraft, emptyWork } from '../draft/draft.ts';
import { type Converted, type ConvertOptions, finishDraft, type Place } from '../draft/finish-draft.ts';
import { FormatsError } from '../errors/formats-error.ts';
import { openText } from '../input/open-text.ts';
import { type CsvField, restoreCell } from '../mapping/csv-fields.ts';
import type { CsvLayout, Mapping } from '../mapping/mapping.ts';
import { type Note, Notes } from '../notes/note.ts';
import { findUuid, toCanonicalAddress, toPort } from '../values/fields.ts';
import { hashWords, toFileHash } from '../values/hashes.ts';
import { toInstantText } from '../values/instants.ts';
import { hasRepeatedKey } from '../values/json-keys.ts';
import { categoryWords, type FileHash, protocolWords, readWord, translateWord } from '../values/words.ts';
import { joinThousands, toSize } from './numbers.ts';

/** What stands in each column: a field, null for one to be read past, or the name of one that the mapping leaves out. */
type Column = { readonly field: CsvField | null; readonly column: string } | { readonly unmapped: string };

/**
 * Records from a CSV file whose first row names the columns. Throws `csv-header-invalid`, `nothing-found` where no row
 * follows, and the codes of `readRows`. Source: docs/formats.md § CSV.
 */
export async function* readCsv(
  source: AsyncIterable<Uint8Array>,
  options: ConvertOptions,
): AsyncGenerator<Converted, void> {
  const { csv } = options.mapping;
  let columns: readonly Column[] | null = null;
  let number = 0;
  let isFirst = true;
  for await (const row of readRows(source, csv)) {
    const isDelimiterLine = isFirst && namesDelimiter(row.cells, csv);
    isFirst = false;
    if (isDelimiterLine) continue;
    if (columns === null) {
      columns = matchHeader(row.cells, csv);
      continue;
    }
    number += 1;
    yield convertRow({ number, inputLine: row.line }, row.cells, columns, options);
  }
  // An empty file is a delivery that was cut off.
  if (columns === null) throw new FormatsError('csv-header-invalid', { found: '""', expected: '""' });
  if (number === 0) throw new FormatsError('nothing-found', { expected: 'CSV' });
}

/** Whether this is the line `sep=;` with which some spreadsheets begin a table. Throws where it names another delimiter. */
function namesDelimiter(row: readonly string[], { delimiter }: CsvLayout): boolean {
  const named = /^sep=(.)$/i.exec(row.join(delimiter))?.[1];
  if (named === undefined) return false;
  if (named === delimiter) return true;
  throw new FormatsError('csv-header-invalid', { found: quoteUntrusted(`sep=${named}`), expected: delimiter });
}

/** Columns without a name, which spreadsheets leave behind, may be many; they are noted where they hold something. */
function matchHeader(header: readonly string[], { columns, formulas }: CsvLayout): readonly Column[] {
  const names = header.map((cell) => toName(readCell(cell, formulas)));
  const positions = new Map(names.map((name, index) => [name, index]));
  const missing = columns.find(({ column, field }) => field !== null && !positions.has(toName(column)));
  const expected = quoteUntrusted(names.join(', '), 200);
  if (missing !== undefined)
    throw new FormatsError('csv-header-invalid', { found: quoteUntrusted(missing.column), expected });
  // A row may name hundreds of thousands: each is looked up, and never looked for. Of a repeated one the last counts here.
  const repeated = names.find((name, index) => name !== '' && positions.get(name) !== index);
  if (repeated !== undefined)
    throw new FormatsError('csv-header-invalid', { found: quoteUntrusted(repeated), expected });
  const known = new Map(columns.map((column) => [toName(column.column), column]));
  return names.map(
    (name, index) => known.get(name) ?? { unmapped: name === '' ? `[${index + 1}]` : quoteUntrusted(name) },
  );
}

/** A name as it is compared: an accent may be a character of its own, or one with its letter. */
function toName(text: string): string {
  return text.normalize('NFC').trim();
}

function convertRow(
  place: Place,
  row: readonly string[],
  columns: readonly Column[],
  options: ConvertOptions,
): Converted {
  const notes = new Notes();
  if (row.length !== columns.length) {
    notes.refuse('cells-count', '');
    return { ...place, line: null, notes: notes.all };
  }
  const cells = collectCells(row, columns, options.mapping, notes);
  const converted = finishDraft(place, toDraft(cells, notes, options.mapping), notes, options);
  return { ...converted, notes: converted.notes.map((note) => withColumn(note, columns)) };
}

/** The note with the column in which its field stands. */
function withColumn(note: Note, columns: readonly Column[]): Note {
  const { field } = note;
  const wanted = field.replace(/^works\[0\]\./, 'work.');
  const column = columns.find((one) => 'field' in one && one.field !== null && isPartOf(one.field, wanted));
  return column === undefined || !('column' in column) ? note : { ...note, column: quoteUntrusted(column.column) };
}

function isPartOf(field: CsvField, wanted: string): boolean {
  return field === wanted || (wanted === 'occurredAt' && field === 'occurredAt.date');
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

/** A row, and the line in which it begins. */
interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

/**
 * The rows of a CSV file, blank lines left out. Rows may have any number of cells. Throws `csv-malformed`,
 * `csv-row-too-large` and the codes of `openText`.
 */
async function* readRows(
  source: AsyncIterable<Uint8Array>,
  { delimiter, encoding }: Pick<CsvLayout, 'delimiter' | 'encoding'>,
): AsyncGenerator<Row, void> {
  const options: Options = {
    delimiter,
    info: true,
    max_record_size: MAX_ROW_BYTES,
    // Not found out from the first line: a line that a person adds may end otherwise than those of the program.
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
  };
  const parser = parse(options);
  const text = Readable.from(openText(source, encoding));
  // A failure to read is one of parsing for whoever iterates.
  text.once('error', (error) => parser.destroy(error));
  try {
    for await (const row of text.pipe(parser)) {
      const { record: cells, info } = row as { readonly record: string[]; readonly info: { readonly lines: number } };
      yield { cells, line: info.lines - countLineEnds(cells) };
    }
  } catch (error) {
    throw toFormatsError(error, parser.info.lines);
  } finally {
    text.destroy();
  }
}

/** Line ends within the cells of a row. */
function countLineEnds(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) if (/[\r\n]/.test(cell)) count += cell.match(/\r\n|\r|\n/g)!.length;
  return count;
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
export function toDraft(cells: Cells, notes: Notes, mapping: Mapping): Draft {
  const { csv, words } = mapping;
  const text = (field: CsvField) => cells.get(field) ?? null;
  const through = <Value>(field: CsvField, read: (cell: string) => Value | null): Value | null => {
    const cell = cells.get(field);
    return cell === undefined ? null : read(cell);
  };
  const id = text('recordId');
  return {
    ...emptyDraft,
    recordId: id === null ? null : findUuid(id),
    sourceId: id,
    controller: through('controller', (cell) => translateWord(words.controller, cell) ?? cell.trim()),
    occurredAt: readTime(cells, notes, mapping),
    ip: through('source.ip', (cell) => toCanonicalAddress(cell, 'source.ip', notes)),
    port: through('source.port', (cell) => toPort(cell, notes, (text) => joinThousands(text, csv))),
    protocol: through('protocol', (cell) => readWord(protocolWords, words.protocol, cell, 'protocol', notes)),
    pseudonym: text('pseudonym'),
    ownWorks: through('works', (cell) => readList<object>(cell, 'works', notes)),
    works: [
      {
        ...emptyWork,
        title: text('work.title'),
        artist: text('work.artist'),
        category: through('work.category', (cell) =>
          readWord(categoryWords, words.category, cell, 'work.category', notes),
        ),
        rightsHolder: text('work.rightsHolder'),
      },
    ],
    fileName: text('file.name'),
    fileSize: through('file.size', (cell) => toSize(cell, 'file.size', notes, csv)),
    hashes: [
      ...(through('file.hashes', (cell) => readList<FileHash>(cell, 'file.hashes', notes)) ?? []),
      ...hashWords.flatMap((algorithm) => {
        const field: CsvField = `file.hash.${algorithm}`;
        return through(field, (cell) => toFileHash(algorithm, cell) ?? notes.refuseValue(field, 'hash')) ?? [];
      }),
    ],
    isp: text('isp'),
    segments: through('segments', (cell) => readList<IpEvidence['segments'][number]>(cell, 'segments', notes)) ?? [],
    agent: text('agent'),
    tool: findTool(text('tool.name'), text('tool.version')),
  };
}

/** A time in one column, or its date and its time of day in two. */
function readTime(cells: Cells, notes: Notes, mapping: Mapping): string | null {
  const [whole, date, time] = [cells.get('occurredAt'), cells.get('occurredAt.date'), cells.get('occurredAt.time')];
  const place = { field: 'occurredAt', notes };
  if (whole !== undefined) return toInstantText(whole, place, mapping);
  if (date === undefined && time === undefined) return null;
  if (date === undefined || time === undefined) return notes.refuseValue('occurredAt', 'time');
  return toInstantText(`${date.trim()} ${time.trim()}`, place, mapping);
}

/** A list as JSON, as our own table has it. The schema of the record judges what is in it. */
function readList<Element>(cell: string, field: string, notes: Notes): readonly Element[] | null {
  const list = parseJson(cell);
  const isList = Array.isArray(list) && list.every((element) => typeof element === 'object' && element !== null);
  return isList && !hasRepeatedKey(cell) ? (list as Element[]) : notes.refuseValue(field, 'list');
}

/** A tool is known where its name is; a version may be empty. */
function findTool(name: string | null, version: string | null): Draft['tool'] {
  return name === null && version === null ? null : { name: name ?? '', version: version ?? '' };
}
