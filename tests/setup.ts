import { afterEach, beforeEach, expect, vi } from 'vitest';

const methods = ['log', 'info', 'warn', 'error', 'debug'] as const;

/** Libraries print nothing: whatever reaches the console during a test fails it. */
beforeEach(() => {
  for (const method of methods) vi.spyOn(console, method);
});

afterEach(() => {
  for (const method of methods) {
    const calls = vi.mocked(console[method]).mock?.calls ?? [];
    vi.mocked(console[method]).mockRestore?.();
    expect(calls, `console.${method} was called`).toEqual([]);
  }
});
