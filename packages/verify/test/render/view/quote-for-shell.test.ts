import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoteForShell } from '../../../src/render/view/repeat.ts';

describe('the name of a file in a shell command', () => {
  it.each([
    ['tmg.arcom.music.000042.scelle', 'tmg.arcom.music.000042.scelle'],
    ['/media/disc-1/a b', "'/media/disc-1/a b'"],
    ["it's", "'it'\\''s'"],
    ['--to-command=sh', './--to-command=sh'],
    ['host:batch', "'./host:batch'"],
    ['$(reboot)', "'$(reboot)'"],
    ['a\u202eb\n', "$'a\\xe2\\x80\\xaeb\\x0a'"],
  ])('is one word: %j', (file, word) => expect(quoteForShell(file)).toBe(word));

  it('is what the shell reads, whatever it holds', () => {
    const name = fc
      .string({ unit: 'binary', minLength: 1 })
      .map((text) => `/${text.toWellFormed().replaceAll('\0', '')}`);
    fc.assert(
      fc.property(fc.array(name, { minLength: 1 }), (names) => {
        const script = `printf '%s\\0' ${names.map(quoteForShell).join(' ')}`;
        expect(execFileSync('bash', ['--norc', '-c', script], { env: { LC_ALL: 'C.UTF-8' } }).toString()).toBe(
          `${names.join('\0')}\0`,
        );
      }),
      { numRuns: 30 },
    );
  });
});
