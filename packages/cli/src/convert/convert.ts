import { type ConvertOptions as Conversion, type Converted, convertRecords, type ImportFormat } from '@scelle/formats';
import { CliError } from '../errors/cli-error.ts';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { checkStandardInputOnce, openInputStream } from '../kernel/inputs.ts';
import { STANDARD_OUTPUT } from '../kernel/terminal.ts';
import { requireProfile } from '../pack/batch-parts.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { NotesLog } from './notes-log.ts';
import { createFileTarget, createRecordTarget, loadMapping, type RecordTarget, withInput } from './record-target.ts';

const texts = { en, fr };

/** Options of `scelle convert`. */
export interface ConvertOptions {
  readonly format?: ImportFormat;
  readonly guess?: boolean;
  readonly check?: boolean;
  readonly mapping?: string;
  readonly profile?: string;
  readonly notes?: string;
  readonly withdrawals?: string;
  readonly skipRefused?: boolean;
  readonly out: string;
}

/** Records that `--check` shows. */
const EXAMPLES = 3;

/** `scelle convert`: turns a file in another format into records. */
export async function convert(
  context: CommandContext,
  inputs: readonly string[],
  options: ConvertOptions,
): Promise<CommandResult> {
  const { format, out, check = false, skipRefused = false } = options;
  if (format === undefined) throw new CliError('option-missing', { name: '--format <csv|acns|xarf>' });
  checkStandardInputOnce(inputs);
  const conversion = { mapping: await loadMapping(options.mapping), profile: requireProfile(options.profile) };
  const examples: string[] = [];
  await using target = check ? new ExampleTarget(examples) : await createRecordTarget(context, out);
  await using notes = await NotesLog.create(context, options.notes);
  await using withdrawals = await WithdrawalList.create(context, options.withdrawals);
  let records = 0;
  for (const input of inputs) {
    records += await convertInput(context, { input, format, conversion }, { target, notes, withdrawals });
  }
  await notes.finish();
  const refusal = toRefusal(notes, { out, skipRefused });
  const counts = { records, refused: notes.refused, notes: notes.counts };
  if (check) {
    // biome-ignore lint/plugin: canonical lines of ours.
    const document = { ...counts, examples: examples.map((line): unknown => JSON.parse(line)) };
    const lines = [texts[context.language].checked(document), ...examples];
    return { document, lines, ...(refusal !== null && { error: refusal }) };
  }
  if (refusal !== null) throw refusal;
  context.interruption.check();
  await withdrawals.finish();
  await target.finish();
  if (out === STANDARD_OUTPUT) return { document: {}, lines: [] };
  const document = {
    file: out,
    ...counts,
    ...(options.withdrawals !== undefined && { withdrawals: withdrawals.count }),
  };
  return { document, lines: texts[context.language].converted(document) };
}

/** The error with which refused records end the command; null where there are none, or they are to be left out. */
export function toRefusal(
  { refused, reasons }: NotesLog,
  { out, skipRefused }: { readonly out: string; readonly skipRefused: boolean },
): CliError | null {
  if (refused === 0 || skipRefused) return null;
  return new CliError('records-refused', {
    found: refused,
    name: reasons,
    ...(out !== STANDARD_OUTPUT && { file: out }),
  });
}

/** Keeps the first records, and forgets the others. */
class ExampleTarget implements RecordTarget {
  readonly #examples: string[];

  constructor(examples: string[]) {
    this.#examples = examples;
  }

  async append(bytes: Uint8Array): Promise<void> {
    if (this.#examples.length < EXAMPLES) this.#examples.push(new TextDecoder().decode(bytes).trimEnd());
  }

  async finish(): Promise<void> {}

  async [Symbol.asyncDispose](): Promise<void> {}
}

/** The records that inputs take back, as JSON Lines in a new file; without one, nothing is kept. */
class WithdrawalList implements AsyncDisposable {
  readonly #file: RecordTarget | null;
  count = 0;

  private constructor(file: RecordTarget | null) {
    this.#file = file;
  }

  static async create(context: CommandContext, path: string | undefined): Promise<WithdrawalList> {
    return new WithdrawalList(path === undefined ? null : await createFileTarget(context, path));
  }

  /** Whether the record is taken back, which is no refusal where a list is asked for. */
  takes({ withdrawal }: Converted): boolean {
    return withdrawal !== undefined && this.#file !== null;
  }

  async take(input: string, { number, inputLine, withdrawal }: Converted): Promise<void> {
    if (withdrawal === undefined || this.#file === null) return;
    const document = { input, record: number, line: inputLine, ...withdrawal };
    await this.#file.append(Buffer.from(`${JSON.stringify(document)}\n`));
    this.count += 1;
  }

  async finish(): Promise<void> {
    await this.#file?.finish();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file?.[Symbol.asyncDispose]();
  }
}

/** What is read, and how. */
interface Reading {
  readonly input: string;
  readonly format: ImportFormat;
  readonly conversion: Conversion;
}

/** Where it goes. */
interface Results {
  readonly target: RecordTarget;
  readonly notes: NotesLog;
  readonly withdrawals: WithdrawalList;
}

/** Converts one input, and gives the number of its records. */
async function convertInput(
  { interruption, terminal, shared }: CommandContext,
  { input, format, conversion }: Reading,
  { target, notes, withdrawals }: Results,
): Promise<number> {
  const source = interruption.stream(openInputStream(input, interruption.signal));
  let records = 0;
  try {
    for await (const converted of convertRecords(source, format, conversion)) {
      const { number, inputLine, line } = converted;
      if (!withdrawals.takes(converted)) await notes.take({ input, number, line: inputLine }, converted.notes);
      await withdrawals.take(input, converted);
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
