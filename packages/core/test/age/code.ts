import { expect } from 'vitest';

/** Matches an error with this code. */
export function code(expected: string): unknown {
  return expect.objectContaining({ name: 'CoreError', code: expected });
}
