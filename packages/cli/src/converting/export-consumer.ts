import type { IpEvidence, Manifest } from '@scelle/core';
import { createExporter, type Exporter, type ExportFormat, type ExportOptions } from '@scelle/formats';
import type { ContentConsumer, ProvisionalGroup } from '@scelle/verify';
import type { NotesLog } from './notes-log.ts';
import type { RecordTarget } from './record-target.ts';

/** How an export is written. */
export interface Exporting extends Omit<ExportOptions, 'createdAt'> {
  readonly format: ExportFormat;
  /** Name of the batch, for notes. */
  readonly input: string;
}

/** Writes the records of a batch in another format. */
export class ExportConsumer implements ContentConsumer {
  readonly #exporting: Exporting;
  readonly #target: RecordTarget;
  readonly #notes: NotesLog;
  #exporter: Exporter | null = null;
  #number = 0;
  /** How many records were written. */
  written = 0;

  constructor(exporting: Exporting, target: RecordTarget, notes: NotesLog) {
    this.#exporting = exporting;
    this.#target = target;
    this.#notes = notes;
  }

  async begin({ createdAt }: Manifest): Promise<void> {
    const { format, ...options } = this.#exporting;
    this.#exporter = createExporter(format, { ...options, createdAt });
    await this.#write(this.#exporter.begin());
  }

  async takeGroup({ records }: ProvisionalGroup): Promise<void> {
    for (const { record } of records) {
      this.#number += 1;
      // Only the built-in profiles are accepted here, and their records have this form.
      const { text, notes } = this.#exporter!.add(record as IpEvidence);
      await this.#notes.take(this.#exporting.input, this.#number, notes);
      if (text === null) continue;
      await this.#write(text);
      this.written += 1;
    }
  }

  /** Writes what stands behind the last record. */
  async finish(): Promise<void> {
    await this.#write(this.#exporter!.end());
  }

  async #write(text: string): Promise<void> {
    if (text !== '') await this.#target.append(new TextEncoder().encode(text));
  }
}
