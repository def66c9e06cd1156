import type { IpEvidence } from '@scelle/core';
import type { Mapping } from '../mapping/mapping.ts';
import type { Note } from '../notes/note.ts';

/** What an export is made with. */
export interface ExportOptions {
  readonly mapping: Mapping;
  /** When the batch was created: an instant, which formats state that have a place for it. */
  readonly createdAt: string;
  /** Whether CSV cells that a spreadsheet would take for formulas are neutralised. */
  readonly neutraliseFormulas: boolean;
}

/** What is to be written: text in UTF-8, or bytes. */
export type Output = string | Uint8Array;

/** What became of one record. */
export interface ExportedRecord {
  /** What is to be written next, which may be of earlier records; null where the format cannot hold this one. */
  readonly output: Output | null;
  readonly notes: readonly Note[];
}

/** Writes records in another format, one after the other. */
export interface Exporter {
  /** What is written before the first record. */
  begin(): Output;
  add(record: IpEvidence): ExportedRecord;
  /** What is written after the last record. Throws `export-empty` where the format cannot be without one. */
  end(): Output;
}
