import type { Exporter, ExportOptions } from '../export/exporter.ts';
import { Notes } from '../notes/note.ts';
import { createCsvExporter } from './write-csv.ts';

/** What a provider needs to find a subscriber, and nothing of the work. */
const fields = ['recordId', 'source.ip', 'source.port', 'occurredAt'] as const;

/**
 * Writes of records what is asked of a provider, as a table: id, address, port, time. What it leaves out is left out on
 * purpose, and not noted. Source: docs/formats.md § For a provider.
 */
export function createProviderExporter(options: ExportOptions): Exporter {
  const columns = fields.map((field) => ({ column: field, field }));
  const csv = { ...options.mapping.csv, columns };
  const exporter = createCsvExporter({ ...options, mapping: { ...options.mapping, csv } });
  return { ...exporter, add: (record) => ({ ...exporter.add(record), notes: new Notes().all }) };
}
