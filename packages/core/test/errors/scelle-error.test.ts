import { describe, expect, it, vi } from 'vitest';
import { CoreError } from '../../src/errors/core-error.ts';
import { ScelleError } from '../../src/errors/define-errors.ts';

describe('ScelleError.is', () => {
  it('knows an error of another copy of the package, of which instanceof knows nothing', async () => {
    vi.resetModules();
    const copy = await import('../../src/errors/core-error.ts');
    const foreign = new copy.CoreError('target-full', { found: 'ENOSPC' });
    expect(foreign).not.toBeInstanceOf(ScelleError);
    expect(ScelleError.is(foreign)).toBe(true);
    expect(ScelleError.is(new CoreError('target-full', { found: 'ENOSPC' }))).toBe(true);
  });

  it('knows no other error, nor what only looks like one', () => {
    const { code, details } = new CoreError('target-full');
    for (const other of [new Error('target-full'), { code, details }, Object.assign(new Error('x'), { code }), null]) {
      expect(ScelleError.is(other)).toBe(false);
    }
  });

  it('leaves the error as it is shown: the mark is not among its keys', () => {
    expect(Object.keys(new CoreError('target-full'))).toEqual(['code', 'details', 'name']);
  });
});

it('an error says whether the same call may succeed later', () => {
  expect(new CoreError('target-locked').retryable).toBe(true);
  expect(new CoreError('threads-unavailable').retryable).toBe(true);
  expect(new CoreError('source-missing').retryable).toBe(false);
  expect(new CoreError('record-line-blank').retryable).toBe(false);
});
