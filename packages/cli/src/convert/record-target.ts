import { dirname } from 'node:path';
import type { PublishedFile } from '@scelle/core';
import { FormatsError, type Mapping, ownMapping, parseMapping } from '@scelle/formats';
import { CliError } from '../errors/cli-error.ts';
import type { CommandContext } from '../kernel/context.ts';
import { AppendedFile, clearStalePartials, readSmallFile } from '../kernel/files.ts';
import { STANDARD_OUTPUT, writeOutput } from '../kernel/terminal.ts';

/** Where converted records go. Made for `await using`, which discards what is not finished, as far as it can. */
export interface RecordTarget extends AsyncDisposable {
  append(bytes: Uint8Array): Promise<void>;
  /** Writes what waits, and gives a file its name. */
  finish(): Promise<void>;
}

const WAITING_BYTES = 65_536;

/**
 * A new file, or standard output for `-`, which excludes `--json`. Throws `options-conflict` and the codes of
 * `createPublishedFile`.
 */
export async function createRecordTarget(context: CommandContext, out: string): Promise<RecordTarget> {
  if (out === STANDARD_OUTPUT) {
    if (context.json) throw new CliError('options-conflict', { name: '--out -', found: '--json' });
    return new WaitingTarget(writeOutput, null);
  }
  return createFileTarget(context, out);
}

/** A new file. Throws the codes of `createPublishedFile`. */
export async function createFileTarget(context: CommandContext, path: string): Promise<RecordTarget> {
  await clearStalePartials(dirname(path), context);
  const appended = await AppendedFile.create(path);
  return new WaitingTarget((bytes) => appended.append(bytes), appended.file);
}

/** Collects single records, so that not each of them is written by itself. */
class WaitingTarget implements RecordTarget {
  readonly #write: (bytes: Uint8Array) => Promise<void>;
  readonly #file: PublishedFile | null;
  #waiting: Uint8Array[] = [];
  #bytes = 0;

  constructor(write: (bytes: Uint8Array) => Promise<void>, file: PublishedFile | null) {
    this.#write = write;
    this.#file = file;
  }

  async append(bytes: Uint8Array): Promise<void> {
    this.#waiting.push(bytes);
    this.#bytes += bytes.length;
    if (this.#bytes >= WAITING_BYTES) await this.#flush();
  }

  async finish(): Promise<void> {
    await this.#flush();
    await this.#file?.publish();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file?.abort();
  }

  async #flush(): Promise<void> {
    if (this.#bytes > 0) await this.#write(Buffer.concat(this.#waiting));
    this.#waiting = [];
    this.#bytes = 0;
  }
}

const MAX_MAPPING_BYTES = 1_048_576;

/** The mapping in the file, or our own without one. Throws `mapping-invalid` and the codes of `readSmallFile`. */
export async function loadMapping(file: string | undefined): Promise<Mapping> {
  if (file === undefined) return ownMapping;
  const bytes = await readSmallFile(file, MAX_MAPPING_BYTES);
  try {
    return parseMapping(bytes);
  } catch (error) {
    throw withInput(error, file);
  }
}

/** The same error, with the input in its message. */
export function withInput(error: unknown, file: string): unknown {
  return error instanceof FormatsError
    ? new FormatsError(error.code, { ...error.details, file }, { cause: error })
    : error;
}
