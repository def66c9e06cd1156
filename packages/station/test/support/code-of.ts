import { ScelleError } from '@scelle/core';

/** The code of the error that a call throws, or null where it throws none. */
export async function codeOf(call: () => unknown): Promise<string | null> {
  try {
    await call();
    return null;
  } catch (error) {
    if (error instanceof ScelleError) return error.code;
    throw error;
  }
}
