import { createAcnsExporter } from '../acns/write-acns.ts';
import { createCsvExporter } from '../csv/write-csv.ts';
import { createStixExporter } from '../stix/write-stix.ts';
import { createXarfExporter } from '../xarf/write-xarf.ts';
import type { Exporter, ExportOptions } from './exporter.ts';

/** The formats that records are written in. */
export const exportFormats = ['csv', 'acns', 'xarf', 'stix'] as const;

/** A format that records are written in. */
export type ExportFormat = (typeof exportFormats)[number];

const creators: Readonly<Record<ExportFormat, (options: ExportOptions) => Exporter>> = {
  csv: createCsvExporter,
  acns: createAcnsExporter,
  xarf: createXarfExporter,
  stix: createStixExporter,
};

/** What writes records in another format. Throws `mapping-section-missing` where the format needs contacts. */
export function createExporter(format: ExportFormat, options: ExportOptions): Exporter {
  return creators[format](options);
}
