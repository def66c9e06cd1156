import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { encodeDocument, parseDocument } from '../../src/canonical/document.ts';
import { choice, closedObject, list, safeInteger, text } from '../../src/canonical/text.ts';
import { codeOf } from '../batch/code-of.ts';

interface Sample {
  readonly format: 'sample/1';
  readonly title: string | null;
  readonly counts: readonly { readonly count: number }[];
}

const schema: z.ZodType<Sample> = closedObject({
  format: choice(['sample/1']),
  title: text(64).nullable(),
  counts: list(closedObject({ count: safeInteger(-10, 1_000) }), 0, 4),
});
const options = { member: 'sample.json', limit: 512 };
const canonical =
  '{\n  "format": "sample/1",\n  "title": "été",\n  "counts": [\n    {\n      "count": 100\n    }\n  ]\n}\n';

function parse(text: string): Sample {
  return parseDocument(schema, new TextEncoder().encode(text), options);
}

describe('a canonical document', () => {
  it('is what JSON.stringify writes with two spaces, and a newline', () => {
    const sample = parse(canonical);
    expect(sample).toEqual({ format: 'sample/1', title: 'été', counts: [{ count: 100 }] });
    expect(new TextDecoder().decode(encodeDocument(sample))).toBe(canonical);
  });

  it('is read back as it was written', () => {
    const unit = fc.string({ unit: 'grapheme', maxLength: 8 }).filter((value) => !/[\p{Cc}\u2028\u2029]/u.test(value));
    const sample = fc.record({
      format: fc.constant('sample/1' as const),
      title: fc.option(unit.filter((value) => value.length <= 64)),
      counts: fc.array(fc.record({ count: fc.integer({ min: -10, max: 1_000 }) }), { maxLength: 4 }),
    });
    fc.assert(
      fc.property(sample, (value) => {
        expect(parseDocument(schema, encodeDocument(value), options)).toEqual(value);
      }),
    );
  });

  it('is refused deeper than eight levels, before a parser or an encoder sees it', async () => {
    const nested = (depth: number) => `${'{"a":'.repeat(depth)}"[[[[[[[[[\\"[["${'}'.repeat(depth)}`;
    expect(await codeOf(() => parse(nested(8)))).toBe('document-invalid');
    expect(await codeOf(() => parse(nested(9)))).toBe('json-depth');
    expect(await codeOf(() => parse('['.repeat(512)))).toBe('json-depth');
  });

  it.each([
    ['no final newline', canonical.trimEnd()],
    ['two final newlines', `${canonical}\n`],
    ['other white space', canonical.replace('  "title"', '"title"')],
    ['one line', `${JSON.stringify(JSON.parse(canonical))}\n`],
    ['CRLF', canonical.replaceAll('\n', '\r\n')],
    ['another key order', canonical.replace(/( {2}"format".*\n)( {2}"title".*\n)/, '$2$1')],
    ['a duplicate key', canonical.replace('  "title"', '  "title": null,\n  "title"')],
    ['an escaped letter', canonical.replace('été', '\\u00e9té')],
    ['an escaped slash', canonical.replace('sample/1', 'sample\\/1')],
    ['an exponent', canonical.replace('100', '1e2')],
    ['a decimal', canonical.replace('100', '100.0')],
    ['a negative zero', canonical.replace('100', '-0')],
  ])('has no %s', (_, text) => {
    expect(() => parse(text)).toThrow(
      expect.objectContaining({ code: 'json-not-canonical', details: { member: 'sample.json' } }),
    );
  });

  it.each([
    ['an unknown key', canonical.replace('{\n', '{\n  "\u202eextra": 1,\n'), '\\u{202e}extra'],
    ['a __proto__ key', canonical.replace('{\n', '{\n  "__proto__": {},\n'), '__proto__'],
    ['a missing key', canonical.replace('  "title": "été",\n', ''), 'title'],
    ['an unsafe number', canonical.replace('100', '9007199254740993'), 'counts[0].count'],
    ['an endless number', canonical.replace('100', '1e400'), 'counts[0].count'],
    ['a lone surrogate', canonical.replace('été', '\\ud800'), 'title'],
    ['a control character', canonical.replace('été', '\\u0000'), 'title'],
    ['a list in place of an object', '[]\n', undefined],
  ])('has no %s', (_, text, field) => {
    const details = expect.objectContaining({ member: 'sample.json', ...(field && { field }) });
    expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'document-invalid', details }));
  });

  it.each([
    ['a byte order mark', `\ufeff${canonical}`],
    ['a second value', `${canonical}{}`],
    ['nothing', ''],
    ['8 unclosed brackets', '['.repeat(8)],
  ])('is not JSON with %s', (_, text) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'json-syntax' }));
  });

  it('is valid UTF-8', () => {
    for (const bytes of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xc3]]) {
      const document = new Uint8Array([...new TextEncoder().encode(canonical), ...bytes]);
      expect(() => parseDocument(schema, document, options)).toThrow(expect.objectContaining({ code: 'utf8-invalid' }));
    }
  });

  it('is refused for its length before it is read', () => {
    const exact = canonical + ' '.repeat(512 - new TextEncoder().encode(canonical).length);
    expect(() => parse(exact)).toThrow(expect.objectContaining({ code: 'json-not-canonical' }));
    expect(() => parse(`${exact} `)).toThrow(expect.objectContaining({ code: 'document-too-long' }));
  });

  it('does not exhaust the stack with a million brackets', () => {
    const nested = new TextEncoder().encode(`${'['.repeat(500_000)}${']'.repeat(500_000)}`);
    expect(() => parseDocument(schema, nested, { member: 'sample.json', limit: 1_048_576 })).toThrow(
      expect.objectContaining({ code: 'json-depth' }),
    );
  });

  it('is named in the message, with what would have been right, in both languages', () => {
    const error = (() => {
      try {
        return parse(canonical.replace('100', '1001'));
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toMatchObject({
      message:
        'sample.json, field counts[0].count: the document breaks a rule of its format (expected: an integer from -10 to 1000). Ask its author for a valid one.',
    });
  });
});
