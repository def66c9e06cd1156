import type { Hash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { type BatchWriter, CoreError, createWorkers, type ErrorDetails, type Workers } from '@scelle/core';
import { splitRuns, withoutByteOrderMark } from '@scelle/core/internal';
import { CliError, type DescribedError } from '../errors/cli-error.ts';
import type { CommandContext } from '../kernel/context.ts';
import { AppendedFile, type WaitingFile } from '../kernel/files.ts';
import { openInputStream } from '../kernel/inputs.ts';
import { requireRecords } from './recognise-input.ts';
import { RecordIds } from './record-ids.ts';

/** So many bytes of records are worth threads from the start. */
const MANY_BYTES = 32 << 20;

/** What is to be packed, as far as it can be told beforehand. Made for `await using`, which ends the threads. */
export interface ExpectedInputs extends AsyncDisposable {
  /** Bytes of the files among the inputs. */
  readonly bytes: number;
  /** Threads that are started already, where there is much to do. */
  readonly workers: Workers | null;
}

/** Looks how much there is to pack. What is wrong with an input is told when it is read. */
export async function expectInputs(inputs: readonly string[]): Promise<ExpectedInputs> {
  const sizes = await Promise.all(
    inputs.map((file) =>
      stat(file).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  const workers = bytes < MANY_BYTES ? null : createWorkers();
  return { bytes, workers, [Symbol.asyncDispose]: async () => workers?.[Symbol.asyncDispose]() };
}

/** What is packed. */
interface PackedInputs {
  readonly inputs: readonly string[];
  readonly expected: ExpectedInputs;
  /** Whether there may be no record in them. */
  readonly allowEmpty: boolean;
}

/**
 * Adds the records of the inputs in their order, and shows how many; what is refused goes to the rejects, also a record
 * whose id an earlier one has. The digest takes the ids in their order, and lines that have none. Throws `input-empty` and `input-not-records`.
 */
export async function addRecords(
  context: CommandContext,
  writer: BatchWriter,
  { inputs, expected, allowEmpty }: PackedInputs,
  rejects: Rejects,
  digest?: Hash,
): Promise<void> {
  const { terminal, shared } = context;
  let lines = 0;
  // Where the next run begins.
  let next = { file: '', line: 1 };
  const ids = new RecordIds(expected.bytes);
  for await (const run of readInputs(context, inputs)) {
    const { file } = run;
    // Before the writer lends the memory to a thread.
    const distinct = ids.takeRun(run.lines, digest);
    const start = next.file === file ? next.line : 1;
    next = { file, line: start + distinct.count };
    for (const { line, position } of distinct.repeated) {
      const where = { file, line: start + position };
      await rejects.take(new CliError('record-id-repeated', { ...where, field: 'recordId' }), line, where);
    }
    if (distinct.lines.length === 0) continue;
    await writer.addLines(
      distinct.lines,
      (error, line, position) => rejects.take(error, line, { file, line: start + distinct.positionOf(position) }),
      (count) => {
        lines += count;
        terminal.progress.show({ label: shared.progress.pack, done: lines, total: 0, unit: 'records' });
      },
    );
  }
  if (next.file === '' && !allowEmpty) throw new CliError('input-empty');
}

/** A run of whole lines of one input. */
interface InputRun {
  readonly file: string;
  /** The lines, each with its newline. */
  readonly lines: Uint8Array;
}

/** The lines of all inputs in order. A byte order mark at the start of one is dropped. */
async function* readInputs(
  { interruption }: CommandContext,
  inputs: readonly string[],
): AsyncGenerator<InputRun, void> {
  for (const file of inputs) {
    const stream = interruption.stream(openInputStream(file, interruption.signal));
    for await (const lines of splitRuns(withoutByteOrderMark(requireRecords(file, stream)))) yield { file, lines };
  }
}

/** What becomes of records that are refused. Made for `await using`. */
interface Rejects extends AsyncDisposable {
  /** How many there were. */
  readonly count: number;
  /**
   * Takes the error of a line. Throws it on where it is not about a record, and `records-invalid` where there are enough
   * of them to stop.
   */
  take(error: unknown, line: Uint8Array, where: ErrorDetails): Promise<void>;
  /**
   * The files that hold the rejects, if any, beside a batch of `valid` records. Throws `records-invalid` where rejects
   * are not diverted, and where nothing else is left: a batch without records would say that there was nothing.
   */
  finish(valid: number): Promise<readonly WaitingFile[]>;
}

/** The codes by which `addLines` refuses a record without ending the batch. */
const recordCodes = /^(?:record-|json-|utf8-|attachment-|segment-)/;

/** How many invalid records are shown before reading stops. */
const SHOWN = 20;

/** Diverts rejects to the file and to `<file>.reasons.jsonl`; without a file, collects them until there are 20. */
export async function createRejects(context: CommandContext, file: string | undefined): Promise<Rejects> {
  return file === undefined ? new CollectedRejects() : DivertedRejects.create(context, file);
}

class CollectedRejects implements Rejects {
  readonly #reasons: DescribedError[] = [];

  get count(): number {
    return this.#reasons.length;
  }

  async take(error: unknown, _line: Uint8Array, where: ErrorDetails): Promise<void> {
    this.#reasons.push(toRecordError(error, where));
    if (this.count === SHOWN) throw this.#toError({ limit: SHOWN });
  }

  async finish(): Promise<readonly WaitingFile[]> {
    if (this.count > 0) throw this.#toError({});
    return [];
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  #toError(details: ErrorDetails): CliError {
    return new CliError('records-invalid', { found: this.count, ...details }, { reasons: this.#reasons });
  }
}

class DivertedRejects implements Rejects {
  readonly #context: CommandContext;
  readonly #lines: AppendedFile;
  readonly #reasons: AppendedFile;
  count = 0;

  private constructor(context: CommandContext, lines: AppendedFile, reasons: AppendedFile) {
    this.#context = context;
    this.#lines = lines;
    this.#reasons = reasons;
  }

  static async create(context: CommandContext, path: string): Promise<DivertedRejects> {
    const lines = await AppendedFile.create(path);
    try {
      return new DivertedRejects(context, lines, await AppendedFile.create(`${path}.reasons.jsonl`));
    } catch (error) {
      await lines.file.abort();
      throw error;
    }
  }

  async take(error: unknown, line: Uint8Array, where: ErrorDetails): Promise<void> {
    const reason = toRecordError(error, where);
    const { code, details } = reason;
    const document = { ...where, code, field: details.field ?? null, message: reason.describe(this.#context.language) };
    this.count += 1;
    await this.#lines.append(Buffer.concat([line, Buffer.from('\n')]));
    await this.#reasons.append(Buffer.from(`${JSON.stringify(document)}\n`));
  }

  async finish(valid: number): Promise<readonly WaitingFile[]> {
    if (this.count === 0) return [];
    if (valid === 0) throw new CliError('records-invalid', { found: this.count, name: '--rejects' });
    return [this.#lines, this.#reasons];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#lines.file.abort().finally(() => this.#reasons.file.abort());
  }
}

/** The error with its file and line; thrown on where it is not about a record. */
function toRecordError(error: unknown, where: ErrorDetails): DescribedError {
  if (error instanceof CliError && error.code === 'record-id-repeated') return error;
  if (!(error instanceof CoreError) || !recordCodes.test(error.code)) throw error;
  return new CoreError(error.code, { ...error.details, ...where }, { cause: error });
}
