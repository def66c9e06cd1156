import { untilAborted } from '@scelle/core/internal';
import { readAcns } from './acns/read-acns.ts';
import { createAcnsExporter } from './acns/write-acns.ts';
import { readCsv } from './csv/read-csv.ts';
import { createCsvExporter } from './csv/write-csv.ts';
import type { Converted, ConvertOptions } from './draft/finish-draft.ts';
import type { Exporter, ExportOptions } from './export/exporter.ts';
import { createParquetExporter } from './parquet/write-parquet.ts';
import { createStixExporter } from './stix/write-stix.ts';
import { readXarf } from './xarf/read-xarf.ts';
import { createXarfExporter } from './xarf/write-xarf.ts';

/** The formats that records are read from. */
export const importFormats = ['csv', 'acns', 'xarf'] as const;

/** A format that records are read from. */
export type ImportFormat = (typeof importFormats)[number];

const readers: Readonly<Record<ImportFormat, typeof readCsv>> = { csv: readCsv, acns: readAcns, xarf: readXarf };

/**
 * The records of an input in another format, one at a time, each with notes on what was lost or guessed. What is wrong
 * with one record refuses that record; what makes the input unreadable is thrown, as `FormatsError`, and what was given
 * before must then not be used. Source: docs/formats.md.
 */
export function convertRecords(
  source: AsyncIterable<Uint8Array>,
  format: ImportFormat,
  options: ConvertOptions,
): AsyncGenerator<Converted, void> {
  const { signal } = options;
  return readers[format](signal === undefined ? source : untilAborted(source, signal), options);
}

/** The formats that records are written in. */
export const exportFormats = ['csv', 'acns', 'xarf', 'stix', 'parquet'] as const;

/** A format that records are written in. */
export type ExportFormat = (typeof exportFormats)[number];

const creators: Readonly<Record<ExportFormat, (options: ExportOptions) => Exporter>> = {
  csv: createCsvExporter,
  acns: createAcnsExporter,
  xarf: createXarfExporter,
  stix: createStixExporter,
  parquet: createParquetExporter,
};

/** What writes records in another format. Throws `mapping-section-missing` where the format needs contacts. */
export function createExporter(format: ExportFormat, options: ExportOptions): Exporter {
  return creators[format](options);
}
