import type { CommandResult } from './command-context.ts';

/**
 * Does the work of a command, and reports. An error that comes after something was done is told beside the report of
 * that, which would be lost with it; where nothing was done, the error is all there is. Throws what the work throws then.
 */
export async function reportAnyway(
  work: () => Promise<void>,
  hasDoneSomething: () => boolean,
  report: () => CommandResult,
): Promise<CommandResult> {
  try {
    await work();
  } catch (error) {
    if (!hasDoneSomething()) throw error;
    return { ...report(), error };
  }
  return report();
}
