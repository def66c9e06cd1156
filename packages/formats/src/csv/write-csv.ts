import type { IpEvidence } from '@scelle/core';
import type { Exporter, ExportOptions } from '../export/exporter.ts';
import { type CsvField, encodeRow, neutraliseCell } from '../mapping/csv-fields.ts';
import { Notes } from '../notes/note.ts';
import { hashWords } from '../values/hashes.ts';

/** Writes records as a table in the layout of the mapping. Source: docs/formats.md § CSV. */
export function createCsvExporter({ mapping, neutraliseFormulas }: ExportOptions): Exporter {
  const columns = mapping.csv.columns.filter(({ field }) => field !== null);
  const fields = columns.map(({ field }) => field!);
  const toCell = neutraliseFormulas ? neutraliseCell : (cell: string) => cell;
  const toRow = (cells: readonly string[]) => encodeRow(cells.map(toCell), mapping.csv.delimiter);
  return {
    begin: () => toRow(columns.map(({ column }) => column)),
    add(record) {
      const notes = new Notes();
      noteLosses(record, fields, notes);
      return { output: toRow(fields.map((field) => cellOf(record, field))), notes: notes.all };
    },
    end: () => '',
  };
}

function cellOf(record: IpEvidence, field: CsvField): string {
  const { source, works, file, segments, tool } = record;
  const [work] = works;
  const algorithm = hashWords.find((word) => field === `file.hash.${word}`);
  if (algorithm !== undefined) return file.hashes.find((hash) => hash.algorithm === algorithm)?.value ?? '';
  const list = (elements: readonly object[]) => (elements.length === 0 ? '' : JSON.stringify(elements));
  const cells: Readonly<Record<Exclude<CsvField, `file.hash.${string}`>, string | number | null>> = {
    recordId: record.recordId,
    controller: record.controller,
    occurredAt: record.occurredAt,
    'occurredAt.date': record.occurredAt.slice(0, 10),
    'occurredAt.time': record.occurredAt.slice(11),
    'source.ip': source.ip,
    'source.port': source.port,
    protocol: record.protocol,
    pseudonym: record.pseudonym,
    works: list(works),
    'work.title': work!.title,
    'work.artist': work!.artist,
    'work.category': work!.category,
    'work.rightsHolder': work!.rightsHolder,
    'file.name': file.name,
    'file.size': file.size,
    'file.hashes': list(file.hashes),
    isp: record.isp,
    segments: list(segments),
    agent: record.agent,
    'tool.name': tool.name,
    'tool.version': tool.version,
  };
  return String(cells[field as keyof typeof cells] ?? '');
}

/** What the layout has no column for, and what a cell cannot tell. */
function noteLosses(record: IpEvidence, fields: readonly CsvField[], notes: Notes): void {
  const missing = (field: CsvField) =>
    !fields.includes(field) && !(field === 'occurredAt' && fields.includes('occurredAt.date'));
  for (const field of plainFields) {
    const cell = cellOf(record, field);
    if (missing(field) && cell !== '') notes.loss('left-out', field);
  }
  for (const { field, value } of textsOf(record)) {
    if (value === '' && !missing(field)) notes.loss('empty-as-absent', field);
  }
  if (missing('works')) noteWorks(record, fields, notes);
  if (missing('file.hashes')) noteHashes(record, fields, notes);
}

const plainFields: readonly CsvField[] = [
  'recordId',
  'controller',
  'occurredAt',
  'source.ip',
  'source.port',
  'protocol',
  'pseudonym',
  'file.name',
  'file.size',
  'isp',
  'segments',
  'agent',
  'tool.name',
  'tool.version',
];

function textsOf({ pseudonym, file, isp, agent }: IpEvidence): { field: CsvField; value: string | null }[] {
  return [
    { field: 'pseudonym', value: pseudonym },
    { field: 'file.name', value: file.name },
    { field: 'isp', value: isp },
    { field: 'agent', value: agent },
  ];
}

function noteWorks(record: IpEvidence, fields: readonly CsvField[], notes: Notes): void {
  const [work, ...others] = record.works;
  for (const field of ['work.title', 'work.artist', 'work.category', 'work.rightsHolder'] as const) {
    if (!fields.includes(field) && cellOf(record, field) !== '') notes.loss('left-out', field);
  }
  if (work!.identifiers.length > 0) notes.loss('left-out', 'works[0].identifiers');
  if (others.length > 0) notes.loss('further-left-out', 'works');
}

function noteHashes({ file }: IpEvidence, fields: readonly CsvField[], notes: Notes): void {
  const seen = new Set<string>();
  for (const { algorithm } of file.hashes) {
    if (!fields.includes(`file.hash.${algorithm}`)) notes.loss('left-out', `file.hash.${algorithm}`);
    else if (seen.has(algorithm)) notes.loss('further-left-out', `file.hash.${algorithm}`);
    seen.add(algorithm);
  }
}
