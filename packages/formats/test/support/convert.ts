import { type IpEvidence, ipEvidenceTest } from '@scelle/core';
import { convertRecords, createExporter, type ExportFormat, type ImportFormat } from '../../src/convert.ts';
import { type Mapping, ownMapping } from '../../src/mapping/mapping.ts';
import type { Note } from '../../src/notes/note.ts';

/** What became of a record, in a form that is easily compared. */
export interface Result {
  readonly record: IpEvidence | null;
  /** `kind code field`. */
  readonly notes: readonly string[];
}

export function describeNotes(notes: readonly Note[]): string[] {
  return notes.map(({ kind, code, field }) => `${kind} ${code} ${field}`.trimEnd());
}

/** The text in pieces of `size` bytes, so that boundaries fall everywhere. */
export async function* inPieces(input: string | Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  const bytes = new Uint8Array(Buffer.from(input as string));
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export async function collect<Element>(source: AsyncIterable<Element>): Promise<Element[]> {
  const elements: Element[] = [];
  for await (const element of source) elements.push(element);
  return elements;
}

/** Converts an input; `mapping` adds to our own. */
export async function convert(
  format: ImportFormat,
  input: string | Uint8Array,
  { mapping = {}, pieces = 65_536 }: { readonly mapping?: Partial<Mapping>; readonly pieces?: number } = {},
): Promise<Result[]> {
  const options = { mapping: { ...ownMapping, ...mapping }, profile: ipEvidenceTest };
  const results: Result[] = [];
  for await (const { number, line, notes } of convertRecords(inPieces(input, pieces), format, options)) {
    results.push({
      record: line === null ? null : JSON.parse(Buffer.from(line).toString()),
      notes: describeNotes(notes),
    });
    if (number !== results.length) throw new Error(`record ${number} came as number ${results.length}`);
  }
  return results;
}

/** Exports records, and gives the text and the notes on each. */
export function exportRecords(
  format: ExportFormat,
  records: readonly IpEvidence[],
  mapping: Partial<Mapping> = {},
  neutraliseFormulas = true,
): { readonly text: string; readonly notes: string[][] } {
  const createdAt = '2026-11-03T06:00:00Z';
  const exporter = createExporter(format, { mapping: { ...ownMapping, ...mapping }, createdAt, neutraliseFormulas });
  const begin = exporter.begin();
  const exported = records.map((record) => exporter.add(record));
  const text = begin + exported.map((one) => one.output ?? '').join('') + exporter.end();
  return { text, notes: exported.map(({ notes }) => describeNotes(notes)) };
}

/** The code of the error with which a conversion ends. */
export async function failureOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'none',
    (error: { readonly code?: string }) => error.code ?? String(error),
  );
}
