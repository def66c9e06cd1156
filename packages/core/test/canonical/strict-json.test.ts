import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readStrictJson } from '../../src/canonical/strict-json.ts';

function nested(depth: number): string {
  return '['.repeat(depth) + ']'.repeat(depth);
}

describe('the strict JSON reader', () => {
  it('reads what JSON.parse reads, with free white space and escapes', () => {
    const value = fc
      .jsonValue({ maxDepth: 4, noUnicodeString: false })
      .filter((json) => !/\d[.e]|-0\b|\d{16}/.test(JSON.stringify(json)));
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 1, '\t'), (json, space) => {
        const text = JSON.stringify(json, null, space);
        expect(readStrictJson(text)).toEqual(JSON.parse(text));
        const escaped = text.replace(/[^ -~\s]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
        expect(readStrictJson(` \r\n${escaped}\t`)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('agrees with JSON.parse on which short texts are JSON, or is stricter', () => {
    const text = fc.array(fc.constantFrom(...'{}[]",:\\u0019-.etrufalsn d8ba\n\u007f'), { maxLength: 12 });
    fc.assert(
      fc.property(text, (characters) => {
        const json = characters.join('');
        const strict = outcome(() => readStrictJson(json));
        if (strict.code === undefined) expect(JSON.parse(json)).toEqual(strict.value);
        else expect(strict.code).toMatch(/^json-/);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['{"a":1,"a":1}', 'json-duplicate-key', 7],
    ['{"a":1,"\\u0061":2}', 'json-duplicate-key', 7],
    ['{"é":{"b":[{"c":1,"d":2,"c":3}]}}', 'json-duplicate-key', 25],
    ['{"__proto__":1,"__proto__":2}', 'json-duplicate-key', 15],
    ['1e400', 'json-number', 0],
    ['1.5', 'json-number', 0],
    ['1.0', 'json-number', 0],
    ['1E2', 'json-number', 0],
    ['-0', 'json-number', 0],
    ['01', 'json-number', 0],
    ['[9007199254740992]', 'json-number', 1],
    ['[9007199254740993]', 'json-number', 1],
    [`[1${'0'.repeat(400)}]`, 'json-number', 1],
    ['["\\ud800"]', 'json-lone-surrogate', 1],
    ['["\\udc00\\ud800"]', 'json-lone-surrogate', 1],
    [nested(9), 'json-depth', 8],
    ['['.repeat(100_000), 'json-depth', 8],
    ['{"a":'.repeat(100_000), 'json-depth', 40],
    ['{} {}', 'json-syntax', 3],
    ['{}x', 'json-syntax', 2],
    ['', 'json-syntax', 0],
    ['\ufeff{}', 'json-syntax', 0],
    ['{"a" 1}', 'json-syntax', 5],
    ['{"a":1,}', 'json-syntax', 7],
    ['{a:1}', 'json-syntax', 1],
    ["['a']", 'json-syntax', 1],
    ['[1,]', 'json-syntax', 3],
    ['[1 2]', 'json-syntax', 3],
    ['{"a":1', 'json-syntax', 6],
    ['[1', 'json-syntax', 2],
    ['"a', 'json-syntax', 0],
    ['"a\nb"', 'json-syntax', 0],
    ['"\\x"', 'json-syntax', 0],
    ['"\\u12"', 'json-syntax', 0],
    ['NaN', 'json-syntax', 0],
    ['+1', 'json-syntax', 0],
    ['nul', 'json-syntax', 0],
    ['1 /* one */', 'json-syntax', 2],
    ['\u00a01', 'json-syntax', 0],
  ])('refuses %.40j', (text, code, at) => {
    expect(() => readStrictJson(text)).toThrow(
      expect.objectContaining({ code, details: expect.objectContaining({ at }) }),
    );
  });

  it('reads eight levels, and numbers up to the safe ones', () => {
    expect(readStrictJson(nested(8))).toEqual(JSON.parse(nested(8)));
    expect(readStrictJson('[9007199254740991,-9007199254740991,0,-1]')).toEqual([2 ** 53 - 1, 1 - 2 ** 53, 0, -1]);
  });

  it('makes __proto__ an ordinary key, which sets no prototype', () => {
    const value = readStrictJson('{"__proto__":{"polluted":true}}') as object;
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect('polluted' in value).toBe(false);
  });

  it('names a duplicate key escaped and cut, and repeats no value', () => {
    const key = `\u202e${'k'.repeat(100)}`;
    const { error } = outcome(() => readStrictJson(`{"${key}":"192.0.2.77","${key}":2}`, { line: 3 }));
    expect(error?.message).toContain(`line 3, field \\u{202e}${'k'.repeat(39)}…, byte `);
    expect(error?.message).not.toContain('192.0.2.77');
  });

  it.each([
    ['escapes', `"${'\\\\'.repeat(30_000)}`],
    ['an open string', `"${'a'.repeat(60_000)}`],
    ['digits', '1'.repeat(60_000)],
    ['white space', ' '.repeat(60_000)],
    ['keys', `{${Array.from({ length: 6_000 }, (_, index) => `"${index}":0`).join()}`],
  ])('takes linear time on 64 KiB of %s', (_, text) => {
    // Of the processor, as other tests run at the same time: what grows with the square takes a minute.
    const start = process.cpuUsage();
    expect(outcome(() => readStrictJson(text)).code).toMatch(/^json-/);
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(3_000);
  });

  it('needs no stack for the escapes of a long string', () => {
    const text = 'a"'.repeat(6_000_000);
    expect(readStrictJson(JSON.stringify([text]))).toEqual([text]);
  });
});

function outcome(read: () => unknown): { value?: unknown; code?: string; error?: Error } {
  try {
    return { value: read() };
  } catch (error) {
    return { code: (error as { code: string }).code, error: error as Error };
  }
}
