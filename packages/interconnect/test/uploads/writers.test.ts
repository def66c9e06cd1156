import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createWriters } from '../../src/uploads/writers.ts';
import { codeOf } from '../support/parties.ts';

describe('the writers of an upload', () => {
  it('take turns: whoever comes displaces whoever writes, and never do two write at once', async () => {
    const { write } = createWriters();
    const log: string[] = [];
    const first = write('x', async (displaced) => {
      log.push('first begins');
      await once(displaced, 'abort');
      log.push('first ends');
    });
    const others = ['second', 'third'].map((name) =>
      write('x', async () => {
        log.push(`${name} begins`);
        await setImmediate();
        log.push(`${name} ends`);
      }),
    );
    await write('elsewhere', async () => undefined);
    await Promise.all([first, ...others]);
    expect(log).toEqual(['first', 'second', 'third'].flatMap((name) => [`${name} begins`, `${name} ends`]));
  });

  it('are busy where the one at work does not stop', async () => {
    const { write } = createWriters(10);
    let end = (): void => undefined;
    const stubborn = write('x', () => new Promise<void>((resolve) => (end = resolve)));
    expect(await codeOf(() => write('x', async () => undefined))).toBe('receiver-busy');
    end();
    await stubborn;
    expect(await codeOf(() => write('x', async () => undefined))).toBe('none');
  });
});
