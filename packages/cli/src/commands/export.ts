import { createExporter, type ExportFormat } from '@scelle/formats';
import type { VerificationReport } from '@scelle/verify';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { ExportConsumer } from '../converting/export-consumer.ts';
import { loadMapping } from '../converting/load-mapping.ts';
import { NotesLog } from '../converting/notes-log.ts';
import { createRecordTarget } from '../converting/record-target.ts';
import { CliError } from '../errors/cli-error.ts';
import {
  createOpening,
  type Opening,
  type OpeningOptions,
  releaseInSecondPass,
  verifyOpening,
} from '../opening/opening.ts';
import { STANDARD_OUTPUT } from '../terminal/output.ts';
import { refuse } from '../view/report.ts';

/** Options of `scelle export`. */
export interface ExportOptions extends OpeningOptions {
  readonly format: ExportFormat;
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
  const exporting = { format, input: file, mapping: await loadMapping(options.mapping), neutraliseFormulas };
  // What the mapping lacks is told before anything is opened.
  createExporter(format, { ...exporting, createdAt: '' });
  await using target = await createRecordTarget(context, out);
  await using notes = await NotesLog.create(context, options.notes);
  await using opening = await createOpening(context, file, options);
  const consumer = new ExportConsumer(exporting, target, notes);
  const report = await release(context, opening, consumer, out);
  if (report.verdict !== 'accepted') return refuse(context, report);
  await notes.finish();
  if (notes.refused > 0 && !skipRefused) throw new CliError('records-refused', { found: notes.refused });
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
  return { document, lines: context.texts.converted(document) };
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
