import { type ConvertOptions as Conversion, convertRecords, type ImportFormat } from '@scelle/formats';
import { CliError } from '../errors/cli-error.ts';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { checkStandardInputOnce, openInputStream } from '../kernel/inputs.ts';
import { STANDARD_OUTPUT } from '../kernel/output.ts';
import { requireProfile } from '../pack/batch-parts.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { NotesLog } from './notes-log.ts';
import { createRecordTarget, loadMapping, type RecordTarget, withInput } from './record-target.ts';

const texts = { en, fr };

/** Options of `scelle convert`. */
export interface ConvertOptions {
  readonly format: ImportFormat;
  readonly mapping?: string;
  readonly profile?: string;
  readonly notes?: string;
  readonly skipRefused?: boolean;
  readonly out: string;
}

/** `scelle convert`: makes records of what is in another format. */
export async function convert(
  context: CommandContext,
  inputs: readonly string[],
  options: ConvertOptions,
): Promise<CommandResult> {
  const { format, out, skipRefused = false } = options;
  checkStandardInputOnce(inputs);
  const conversion = { mapping: await loadMapping(options.mapping), profile: requireProfile(options.profile) };
  await using target = await createRecordTarget(context, out);
  await using notes = await NotesLog.create(context, options.notes);
  let records = 0;
  for (const input of inputs) records += await convertInput(context, input, format, conversion, target, notes);
  await notes.finish();
  if (notes.refused > 0 && !skipRefused) throw new CliError('records-refused', { found: notes.refused });
  context.interruption.check();
  await target.finish();
  if (out === STANDARD_OUTPUT) return { document: {}, lines: [] };
  const document = { file: out, records, refused: notes.refused, notes: notes.counts };
  return { document, lines: texts[context.language].converted(document) };
}

/** Converts one input, and gives the number of its records. */
async function convertInput(
  { interruption, terminal, shared }: CommandContext,
  input: string,
  format: ImportFormat,
  conversion: Conversion,
  target: RecordTarget,
  notes: NotesLog,
): Promise<number> {
  const source = interruption.stream(openInputStream(input, interruption.signal));
  let records = 0;
  try {
    for await (const { number, line, notes: found } of convertRecords(source, format, conversion)) {
      await notes.take(input, number, found);
      if (line === null) continue;
      await target.append(Buffer.concat([line, Buffer.from('\n')]));
      records += 1;
      terminal.progress.show({ label: shared.progress.convert, done: number, total: 0, unit: 'records' });
    }
  } catch (error) {
    throw withInput(error, input);
  }
  return records;
}
