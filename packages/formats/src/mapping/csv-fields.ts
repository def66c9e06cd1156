/**
 * The names by which a mapping tells what a column of a CSV file holds; `file.hash.…` is one hash of that algorithm, and
 * `occurredAt.date` and `.time` are a time in two columns.
 */
export const csvFields = [
  'recordId',
  'controller',
  'occurredAt',
  'occurredAt.date',
  'occurredAt.time',
  'source.ip',
  'source.port',
  'protocol',
  'pseudonym',
  'works',
  'work.title',
  'work.artist',
  'work.category',
  'work.rightsHolder',
  'file.name',
  'file.size',
  'file.hashes',
  'file.hash.btih',
  'file.hash.btih2',
  'file.hash.ed2k',
  'file.hash.tth',
  'file.hash.sha1',
  'file.hash.sha256',
  'file.hash.md5',
  'isp',
  'segments',
  'agent',
  'tool.name',
  'tool.version',
] as const;

/**
 * What a column of a CSV file holds.
 * @useDeclaredType
 */
export type CsvField = (typeof csvFields)[number];

/** Our own table: every field of a record, lists as JSON, so that nothing is lost. */
export const ownColumns: readonly { readonly column: string; readonly field: CsvField }[] = csvFields
  .filter((field) => !/^(?:work|file\.hash|occurredAt)\./.test(field))
  .map((field) => ({ column: field, field }));

/**
 * What spreadsheets take for the beginning of a formula, also in the full-width forms that some of them take for the
 * same. Apostrophes before it are counted in, so that neutralising can be undone.
 */
const FORMULA = /^'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/**
 * The cell with an apostrophe before what a spreadsheet would take for a formula. Threat: a file name such as
 * `=HYPERLINK(…)`, chosen by whoever shares the file, that runs when the table is opened.
 */
export function neutraliseCell(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

/** The cell as it was before `neutraliseCell`. */
export function restoreCell(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;
}

/** The cells as a row of RFC 4180, with its line end. Cells that hold the delimiter, quotes or outer spaces are quoted. */
export function encodeRow(cells: readonly string[], delimiter: string): string {
  const isSpecial = (cell: string) => /["\r\n]|^\s|\s$/.test(cell) || cell.includes(delimiter);
  const encoded = cells.map((cell) => (isSpecial(cell) ? `"${cell.replaceAll('"', '""')}"` : cell));
  // A row of one empty cell would be a blank line, which readers pass over.
  return `${encoded.length === 1 && encoded[0] === '' ? '""' : encoded.join(delimiter)}\r\n`;
}
