export {
  convertRecords,
  createExporter,
  type ExportFormat,
  exportFormats,
  type ImportFormat,
  importFormats,
} from './convert.ts';
export type { Converted, ConvertOptions } from './draft/finish-draft.ts';
export type { FormatsErrorCode } from './errors/formats-error.ts';
export { FormatsError } from './errors/formats-error.ts';
export type { ExportedRecord, Exporter, ExportOptions } from './export/exporter.ts';
export type { CsvField } from './mapping/csv-fields.ts';
export type { AcnsContact, CsvLayout, Defaults, Mapping, XarfContact } from './mapping/mapping.ts';
export { ownMapping, parseMapping } from './mapping/mapping.ts';
export { describeNote } from './notes/describe-note.ts';
export type { GuessCode, LossCode, Note, RefusalCode } from './notes/note.ts';
