import { expect } from 'vitest';
import { CoreError } from '../../src/errors/core-error.ts';

/**
 * The code with which the attempt fails, or `accepted`. Any other error than a CoreError fails the test, and so does a
 * message that lacks a detail.
 */
export async function codeOf(attempt: Promise<unknown> | (() => unknown)): Promise<string> {
  try {
    await (typeof attempt === 'function' ? attempt() : attempt);
    return 'accepted';
  } catch (error) {
    if (!(error instanceof CoreError)) throw error;
    for (const language of ['en', 'fr'] as const) {
      expect(error.describe(language), error.code).not.toMatch(/undefined|NaN|\[object/);
    }
    return error.code;
  }
}
