/** The names by which a mapping tells what a column of a CSV file holds; `file.hash.…` is one hash of that algorithm. */
export const csvFields = [
  'recordId',
  'controller',
  'occurredAt',
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

/** What a column of a CSV file holds. */
export type CsvField = (typeof csvFields)[number];

/** Our own table: every field of a record, lists as JSON, so that nothing is lost. */
export const ownColumns: readonly { readonly column: string; readonly field: CsvField }[] = csvFields
  .filter((field) => !field.startsWith('work.') && !field.startsWith('file.hash.'))
  .map((field) => ({ column: field, field }));
