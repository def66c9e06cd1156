import { CoreError } from '../errors/core-error.ts';

/**
 * The error to throw where a thread failed: `threads-unavailable` where it had answered nothing, and so had not been able
 * to start, or where the machine let it run no longer; otherwise the error as it is, a defect.
 */
export function toThreadError(error: unknown, hasAnswered: boolean): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  // Node says in different words and codes that it cannot open the files of a thread.
  const isOfMachine = !hasAnswered || code?.startsWith('ERR_WORKER_') === true;
  if (!isOfMachine) return error;
  return new CoreError('threads-unavailable', { found: code ?? String(error) }, { cause: error });
}
