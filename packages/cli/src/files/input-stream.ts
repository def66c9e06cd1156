import { openFileSource } from '@scelle/core';

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
export async function* readStandardInput(signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
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
