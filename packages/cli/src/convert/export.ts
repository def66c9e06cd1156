import type { IpEvidence, Manifest } from '@scelle/core';
import {
  createExporter,
  createProviderExporter,
  type Exporter,
  type ExportOptions as ExporterOptions,
  type ExportFormat,
  type Output,
} from '@scelle/formats';
import type { ContentConsumer, ProvisionalGroup, VerificationReport } from '@scelle/verify';
import { CliError } from '../errors/cli-error.ts';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { STANDARD_OUTPUT } from '../kernel/terminal.ts';
import {
  createOpening,
  type Opening,
  type OpeningOptions,
  releaseInSecondPass,
  verifyOpening,
} from '../verify/opening.ts';
import { refuse } from '../verify/report.ts';
import { toRefusal } from './convert.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { NotesLog } from './notes-log.ts';
import { createRecordTarget, loadMapping, type RecordTarget } from './record-target.ts';

const texts = { en, fr };

/** Options of `scelle export`. */
export interface ExportOptions extends OpeningOptions {
  readonly format: ExportFormat;
  readonly for?: 'provider';
  readonly mapping?: string;
  /** False with `--no-neutralise-formulas`. */
  readonly neutraliseFormulas: boolean;
  readonly notes?: string;
  readonly skipRefused?: boolean;
  readonly out: string;
}

/** `scelle export`: verifies a batch in full, and only then releases its records, in another format. */
export async function exportBatch(
  context: CommandContext,
  file: string,
  options: ExportOptions,
): Promise<CommandResult> {
  const { format, neutraliseFormulas, out, skipRefused = false } = options;
  const exporting = {
    format,
    for: options.for,
    input: file,
    mapping: await loadMapping(options.mapping),
    neutraliseFormulas,
  };
  // What the mapping lacks is told before anything is opened.
  createRequestedExporter(exporting, { ...exporting, createdAt: '' });
  await using target = await createRecordTarget(context, out);
  await using notes = await NotesLog.create(context, options.notes);
  await using opening = await createOpening(context, file, options);
  const consumer = new ExportConsumer(exporting, target, notes);
  const report = await release(context, opening, consumer, out);
  if (report.verdict !== 'accepted') return refuse(context, report);
  await notes.finish();
  const refusal = toRefusal(notes, { out, skipRefused });
  if (refusal !== null) throw refusal;
  await consumer.finish();
  context.interruption.check();
  await target.finish();
  if (out === STANDARD_OUTPUT) return { document: {}, lines: [] };
  const document = {
    released: true,
    file: out,
    records: consumer.written,
    refused: notes.refused,
    notes: notes.counts,
  };
  return { document, lines: texts[context.language].converted(document) };
}

/** A file gets its name at the end; what is on standard output cannot be taken back. */
function release(
  context: CommandContext,
  opening: Opening,
  consumer: ExportConsumer,
  out: string,
): Promise<VerificationReport> {
  const verify = out === STANDARD_OUTPUT ? releaseInSecondPass : verifyOpening;
  return verify(context, opening, consumer);
}

/** What is written for a record. */
interface Request {
  readonly format: ExportFormat;
  readonly for?: 'provider' | undefined;
}

/** The exporter of a format, or what a provider is asked with. Throws `options-conflict` for another form of that than CSV. */
export function createRequestedExporter({ format, for: reader }: Request, options: ExporterOptions): Exporter {
  if (reader === undefined) return createExporter(format, options);
  if (format !== 'csv') throw new CliError('options-conflict', { name: '--for provider', found: `--format ${format}` });
  return createProviderExporter(options);
}

/** Output as bytes. */
export function toBytes(output: Output): Uint8Array {
  return typeof output === 'string' ? new TextEncoder().encode(output) : output;
}

/** How an export is written. */
export interface Exporting extends Omit<ExporterOptions, 'createdAt'>, Request {
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
    this.#exporter = createRequestedExporter(this.#exporting, { ...this.#exporting, createdAt });
    await this.#write(this.#exporter.begin());
  }

  async takeGroup({ records }: ProvisionalGroup): Promise<void> {
    for (const { record } of records) {
      this.#number += 1;
      // Only the built-in profiles are accepted here, and their records have this form.
      const { output, notes } = this.#exporter!.add(record as IpEvidence);
      await this.#notes.take({ input: this.#exporting.input, number: this.#number, line: null }, notes);
      if (output === null) continue;
      await this.#write(output);
      this.written += 1;
    }
  }

  /** Writes what stands behind the last record. */
  async finish(): Promise<void> {
    await this.#write(this.#exporter!.end());
  }

  async #write(output: Output): Promise<void> {
    if (output.length > 0) await this.#target.append(toBytes(output));
  }
}
