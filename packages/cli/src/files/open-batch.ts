import { tmpdir } from 'node:os';
import { type ClosableSource, openFileSource, spoolSource } from '@scelle/core';
import { CliError } from '../errors/cli-error.ts';
import type { Interruption } from '../interruption.ts';
import { readStandardInput, STANDARD_INPUT } from './input-stream.ts';

/** How much of standard input is taken, in bytes, unless `--max-size` says otherwise: more than any disc holds. */
const DEFAULT_MAX_SIZE = 64 * 1024 ** 3;

/** How a batch is opened. */
export interface OpenBatchOptions {
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
