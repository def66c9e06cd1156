import type { IpEvidence } from '@scelle/core';
import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import type { Exporter, ExportOptions } from '../export/exporter.ts';
import { Notes } from '../notes/note.ts';

/** Rows that are held at a time: a row group. */
const GROUP_ROWS = 20_000;

type Cell = string | number | bigint | Date | null;

/** A column: its name, how Parquet stores it, and what of a record stands in it. */
interface ParquetColumn extends SchemaElement {
  readonly cell: (record: IpEvidence) => Cell;
}

const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8' } as const;
const required = { repetition_type: 'REQUIRED' } as const;
const optional = { repetition_type: 'OPTIONAL' } as const;

/** Every field of a record. Of works the first stands in columns of its own, too, so that it can be grouped by. */
const columns: readonly ParquetColumn[] = [
  { name: 'record_id', ...text, ...required, cell: ({ recordId }) => recordId },
  { name: 'controller', ...text, ...required, cell: ({ controller }) => controller },
  {
    name: 'occurred_at',
    type: 'INT64',
    converted_type: 'TIMESTAMP_MILLIS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
    ...required,
    cell: ({ occurredAt }) => new Date(occurredAt),
  },
  { name: 'source_ip', ...text, ...required, cell: ({ source }) => source.ip },
  { name: 'source_port', type: 'INT32', ...optional, cell: ({ source }) => source.port },
  { name: 'protocol', ...text, ...required, cell: ({ protocol }) => protocol },
  { name: 'pseudonym', ...text, ...optional, cell: ({ pseudonym }) => pseudonym },
  { name: 'title', ...text, ...required, cell: ({ works }) => works[0]!.title },
  { name: 'artist', ...text, ...optional, cell: ({ works }) => works[0]!.artist },
  { name: 'category', ...text, ...required, cell: ({ works }) => works[0]!.category },
  { name: 'rights_holder', ...text, ...required, cell: ({ works }) => works[0]!.rightsHolder },
  { name: 'works', ...text, ...required, cell: ({ works }) => JSON.stringify(works) },
  { name: 'file_name', ...text, ...optional, cell: ({ file }) => file.name },
  {
    name: 'file_size',
    type: 'INT64',
    ...optional,
    cell: ({ file }) => (file.size === null ? null : BigInt(file.size)),
  },
  { name: 'file_hashes', ...text, ...required, cell: ({ file }) => JSON.stringify(file.hashes) },
  { name: 'isp', ...text, ...optional, cell: ({ isp }) => isp },
  { name: 'segments', ...text, ...required, cell: ({ segments }) => JSON.stringify(segments) },
  { name: 'agent', ...text, ...optional, cell: ({ agent }) => agent },
  { name: 'tool_name', ...text, ...required, cell: ({ tool }) => tool.name },
  { name: 'tool_version', ...text, ...required, cell: ({ tool }) => tool.version },
];

/**
 * Writes records as Parquet, for analysts: a column for each field, lists as JSON. Nothing of a record is lost.
 * Source: docs/formats.md § Parquet.
 */
export function createParquetExporter(_options: ExportOptions): Exporter {
  const bytes = new ByteWriter();
  const schema = [
    { name: 'root', num_children: columns.length },
    ...columns.map(({ cell: _cell, ...element }): SchemaElement => element),
  ];
  const writer = new ParquetWriter({ writer: bytes, schema, createdBy: 'scelle' });
  let rows: IpEvidence[] = [];
  const writeRows = (): void => {
    // Without an asynchronous `flush` of the target it returns nothing to wait for.
    const columnData = columns.map(({ name, cell }) => ({ name, data: rows.map(cell) }));
    void writer.write({ columnData, rowGroupSize: GROUP_ROWS });
    rows = [];
  };
  return {
    begin: () => takeBytes(bytes),
    add(record) {
      rows.push(record);
      if (rows.length === GROUP_ROWS) writeRows();
      return { output: takeBytes(bytes), notes: new Notes().all };
    },
    end() {
      if (rows.length > 0) writeRows();
      void writer.finish();
      return takeBytes(bytes);
    },
  };
}

/** What was written since, which the buffer then forgets; the offset of the file goes on. */
function takeBytes(writer: ByteWriter): Uint8Array {
  const taken = writer.getBytes().slice();
  writer.index = 0;
  return taken;
}
