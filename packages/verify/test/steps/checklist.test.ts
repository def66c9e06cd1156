import { CoreError, type CoreErrorCode } from '@scelle/core';
import { expect, it } from 'vitest';
import { Checklist } from '../../src/steps/checklist.ts';

it.each<CoreErrorCode>([
  'source-unreadable',
  'threads-unavailable',
  'thread-ended',
  'workers-ended',
  'profile-module-wrong',
  'profile-too-slow',
])('%s judges no batch, and is thrown on', (code) => {
  const steps = new Checklist();
  const error = new CoreError(code);
  expect(() => steps.fail('records', error)).toThrow(error);
  expect(steps.hasFailed('records')).toBe(false);
});
