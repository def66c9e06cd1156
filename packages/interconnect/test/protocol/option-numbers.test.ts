import { join } from 'node:path';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { openFileUploadStore } from '../../src/index.ts';
import { defaultLimits, openConnection } from '../../src/internal.ts';
import { completeLimits } from '../../src/protocol/limits.ts';
import { defaultPace } from '../../src/sender/pace.ts';
import { withRetries } from '../../src/sender/retry.ts';

const useless = [Number.NaN, -1, Number.POSITIVE_INFINITY, 0.5, Number.MAX_VALUE];
const refused = (field: string) =>
  expect.objectContaining({ code: 'option-invalid', details: expect.objectContaining({ field }) });

describe('numbers that bound nothing are refused', () => {
  it.each(Object.keys(defaultLimits))('as the limit %s of a receiver', (field) => {
    for (const value of useless) expect(() => completeLimits({ [field]: value })).toThrow(refused(field));
  });

  it('as a limit that is given and not there', () => {
    const limits = { maxConnections: undefined } as unknown as typeof defaultLimits;
    expect(() => completeLimits(limits)).toThrow(refused('maxConnections'));
  });

  it.each([...Object.keys(defaultPace), 'parallel'])('as %s of a connection', (field) => {
    const remote = { name: 'arcom', address: 'https://127.0.0.1:1', certificates: [] };
    const open = (value: number) => openConnection(remote, { key: '', certificate: '' }, { [field]: value });
    for (const value of useless) expect(() => open(value)).toThrow(refused(field));
  });

  it.each(['firstDelay', 'longestDelay', 'patience', 'total', 'bytesPerSecond'])('as %s of attempts', async (field) => {
    for (const value of useless) {
      const attempt = withRetries('arcom', async () => expect.fail('it was tried'), { [field]: value });
      await expect(attempt).rejects.toThrow(refused(field));
    }
  });

  it('as what a store of uploads leaves free', async () => {
    const folder = join(await temporaryFolder(), 'uploads');
    for (const reservedBytes of useless)
      await expect(openFileUploadStore(folder, { reservedBytes })).rejects.toThrow(refused('reservedBytes'));
  });
});
