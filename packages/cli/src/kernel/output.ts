import { CliError } from '../errors/cli-error.ts';

/** The value of `--out` that means standard output. */
export const STANDARD_OUTPUT = '-';

/**
 * Writes to standard output, and waits until it is taken. Throws `output-closed` where the reader has gone, as `head`
 * does, and `output-failed`.
 */
export async function writeOutput(content: string | Uint8Array): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(content, (error) => (error ? reject(toOutputError(error)) : resolve()));
  });
}

function toOutputError(cause: Error): CliError {
  const found = toSystemCode(cause) ?? cause.name;
  if (found === 'EPIPE') return new CliError('output-closed', {}, { cause });
  return new CliError('output-failed', { found }, { cause });
}

/** The name of the system's error (`ENOSPC`), or null where the system did not report one. */
export function toSystemCode(error: unknown): string | null {
  const isSystemError = error instanceof Error && 'syscall' in error && 'code' in error;
  return isSystemError && typeof error.code === 'string' ? error.code : null;
}
