import { tmpdir } from 'node:os';
import { type ClosableSource, openFileSource } from '@scelle/core';
import { spoolSource } from '@scelle/core/internal';
import { CliError } from '../errors/cli-error.ts';
import type { Interruption } from './interruption.ts';

/** How much of standard input is taken, in bytes, unless `--max-size` says otherwise: more than any disc holds. */
const DEFAULT_MAX_SIZE = 64 * 1024 ** 3;

/** How a batch is opened. */
interface OpenBatchOptions {
  readonly interruption: Interruption;
  /** The most bytes that are taken from standard input. */
  readonly maxSize?: number;
}

/**
 * A batch to be read: the file at `path`, or for `-` standard input, which is kept, still sealed, in a private file
 * without a name. Throws the `source-…` codes.
 */
export async function openBatch(path: string, options: OpenBatchOptions): Promise<ClosableSource> {
  const { interruption, maxSize = DEFAULT_MAX_SIZE } = options;
  if (path !== STANDARD_INPUT) return interruption.source(await openFileSource(path));
  const input = interruption.stream(readStandardInput(interruption.signal));
  return interruption.source(await spoolSource(input, { directory: tmpdir(), limit: maxSize }));
}

/** Throws `standard-input-twice` where `-` stands more than once among the inputs. */
export function checkStandardInputOnce(paths: readonly string[]): void {
  if (paths.filter((path) => path === STANDARD_INPUT).length > 1) throw new CliError('standard-input-twice');
}

/** The name under which standard input is given, and shown. */
export const STANDARD_INPUT = '-';

/**
 * The bytes of an input, as they come: of the file at `path`, or of standard input for `-`.
 * Throws `source-missing`, `source-unreadable`, `source-not-a-file`.
 */
export async function* openInputStream(path: string, signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
  if (path === STANDARD_INPUT) {
    yield* readStandardInput(signal);
    return;
  }
  await using source = await openFileSource(path);
  yield* source.stream({ start: 0, end: source.size });
}

/** Standard input, which a signal ends even while it waits for a writer. */
async function* readStandardInput(signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
  const stop = (): void => void process.stdin.destroy();
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const piece of process.stdin) yield piece as Uint8Array;
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    process.stdin.destroy();
  }
  signal.throwIfAborted();
}
