export {
  convertRecords,
  createExporter,
  type ExportFormat,
  exportFormats,
  type ImportFormat,
  importFormats,
} from './convert.ts';
export { createProviderExporter } from './csv/write-provider.ts';
export type { Converted, ConvertOptions, Withdrawal, WithdrawalReason } from './draft/finish-draft.ts';
export { FormatsError, type FormatsErrorCode } from './errors/formats-error.ts';
export type { ExportedRecord, Exporter, ExportOptions, Output } from './export/exporter.ts';
export { type GuessedMapping, guessMapping } from './guess/guess-mapping.ts';
export type { TextEncoding } from './input/open-text.ts';
export type { CsvField } from './mapping/csv-fields.ts';
export {
  type AcnsContact,
  type CsvLayout,
  type Defaults,
  type Mapping,
  ownMapping,
  type XarfContact,
} from './mapping/mapping.ts';
export { mappingJsonSchema, parseMapping } from './mapping/parse-mapping.ts';
export { describeNote, type GuessCode, type LossCode, type Note, type RefusalCode } from './notes/note.ts';
export type { TimeRules } from './values/instants.ts';
export type { ClockChanges } from './values/time-zone.ts';
export type { WordTranslations } from './values/words.ts';
