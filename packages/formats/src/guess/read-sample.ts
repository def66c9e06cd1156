import { parse } from 'csv-parse/sync';
import { FormatsError } from '../errors/formats-error.ts';
import { findTextMark, openBytes, type TextEncoding } from '../input/open-text.ts';
import type { CsvLayout } from '../mapping/mapping.ts';
import type { SampleColumn } from './columns.ts';

/** The beginning of a table. */
export interface Sample {
  readonly encoding: TextEncoding;
  readonly delimiter: CsvLayout['delimiter'];
  readonly columns: readonly SampleColumn[];
  readonly rows: number;
}

const MAX_BYTES = 1_048_576;
const MAX_ROWS = 2_000;

/**
 * Reads the beginning of a table, at most a mebibyte and 2,000 rows. Throws `csv-header-invalid` where it has no header,
 * `nothing-found` where it has no row, `csv-malformed`, and the codes of `openBytes`.
 */
export async function readSample(source: AsyncIterable<Uint8Array>): Promise<Sample> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of openBytes(source)) {
    pieces.push(piece);
    length += piece.length;
    if (length >= MAX_BYTES) break;
  }
  const { text, encoding } = decodeSample(Buffer.concat(pieces).subarray(0, MAX_BYTES));
  // The last row may have been cut off.
  const whole = length < MAX_BYTES ? text : text.slice(0, text.lastIndexOf('\n') + 1);
  const [first = ''] = whole.split(/\r?\n/, 1);
  const named = /^sep=(.)$/i.exec(first)?.[1];
  const body = named === undefined ? whole : whole.slice(whole.indexOf('\n') + 1);
  const delimiter = guessDelimiter(/^(?:"[^"]*"|[^"\r\n])*/.exec(body.slice(0, 65_536))![0].replaceAll(/"[^"]*"/g, ''));
  const [header, ...rows] = parseRows(body, delimiter);
  if (header === undefined) throw new FormatsError('csv-header-invalid', { found: '""', expected: '""' });
  if (rows.length === 0) throw new FormatsError('nothing-found', { expected: 'CSV' });
  const columns = header.map((name, index) => ({
    name: name.normalize('NFC').trim(),
    cells: rows.map((row) => row[index] ?? '').filter((cell) => cell !== ''),
  }));
  return { encoding, delimiter, columns, rows: rows.length };
}

function decodeSample(bytes: Uint8Array): Pick<Sample, 'encoding'> & { readonly text: string } {
  const marked = findTextMark(bytes);
  try {
    const encoding = marked ?? 'utf-8';
    return { encoding, text: new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true }) };
  } catch {
    return { encoding: 'windows-1252', text: new TextDecoder('windows-1252').decode(bytes) };
  }
}

/** The delimiter that stands most often in the header. */
function guessDelimiter(header: string): CsvLayout['delimiter'] {
  const count = (delimiter: string) => header.split(delimiter).length;
  const delimiters = [',', ';', '\t', '|'] as const;
  return delimiters.reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}

function parseRows(text: string, delimiter: string): string[][] {
  try {
    return parse(text, {
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      to: MAX_ROWS,
      record_delimiter: ['\r\n', '\n', '\r'],
    });
  } catch (error) {
    throw toCsvError(error);
  }
}

function toCsvError(cause: unknown): FormatsError {
  const { code = '', lines = 1 } = cause as { readonly code?: string; readonly lines?: number };
  return new FormatsError('csv-malformed', { line: lines, found: code }, { cause });
}
