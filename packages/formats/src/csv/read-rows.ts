import { Readable } from 'node:stream';
import { CsvError, type Options, parse } from 'csv-parse';
import { FormatsError } from '../errors/formats-error.ts';
import type { CsvLayout } from '../mapping/mapping.ts';
import { decodeText } from '../values/decode-text.ts';

/** The longest row that is read, in bytes: a record has 64 KiB, and every character may be escaped. */
const MAX_ROW_BYTES = 1_048_576;

/**
 * The rows of a CSV file, blank lines left out. Rows may have any number of cells. Throws `csv-malformed`,
 * `csv-row-too-large` and `input-not-text`.
 */
export async function* readRows(
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
