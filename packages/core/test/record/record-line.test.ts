import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { closedObject, instant, name, text, uuid } from '../../src/canonical/text.ts';
import { CoreError } from '../../src/errors/core-error.ts';
import { encodeRecord, parseRecordLine, readRecordLine } from '../../src/lines/record-line.ts';
import { ipEvidenceTest } from '../../src/record/ip-evidence.ts';
import type { Profile } from '../../src/record/profile.ts';
import { arbitraryRecord, sample } from './samples.ts';

const canonical = JSON.stringify(sample);

function toBytes(line: string): Uint8Array {
  return new TextEncoder().encode(line);
}

function refusal(read: typeof parseRecordLine, line: string | Uint8Array): CoreError {
  try {
    read(ipEvidenceTest, typeof line === 'string' ? toBytes(line) : line, { line: 3 });
  } catch (error) {
    if (error instanceof CoreError) return error;
    throw error;
  }
  throw new Error('The line was accepted.');
}

/** The same JSON with the keys of every object in reverse. */
function reverseKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reverseKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reverseKeys(member)]),
  );
}

describe('a record line', () => {
  it('is the canonical encoding of its record, whoever reads it', () => {
    fc.assert(
      fc.property(arbitraryRecord, (record) => {
        const { bytes } = encodeRecord(ipEvidenceTest, record);
        expect(new TextDecoder().decode(bytes)).toBe(JSON.stringify(record));
        for (const read of [parseRecordLine, readRecordLine]) {
          expect(read(ipEvidenceTest, bytes)).toMatchObject({ bytes, record });
        }
      }),
    );
  });

  it('is written canonically from input with other white space, key order and escapes', () => {
    fc.assert(
      fc.property(arbitraryRecord, fc.constantFrom('\t', 2), (record, space) => {
        const canonicalLine = toBytes(JSON.stringify(record));
        const spaced = `  ${JSON.stringify(reverseKeys(record), null, space).replaceAll('\n', ' ')} `;
        const escaped = spaced.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
        for (const input of [JSON.stringify(reverseKeys(record)), spaced, escaped, `${JSON.stringify(record)}\r`]) {
          const withoutTabs = input.replaceAll('\\u0009', ' ');
          expect(readRecordLine(ipEvidenceTest, toBytes(withoutTabs)).bytes).toEqual(canonicalLine);
          expect(() => parseRecordLine(ipEvidenceTest, toBytes(withoutTabs))).toThrow(
            expect.objectContaining({ code: 'json-not-canonical' }),
          );
        }
      }),
    );
  });

  it.each<[string, string, string, string]>([
    ['a duplicate key', canonical.replace('"isp":', '"isp":null,"isp":'), 'json-not-canonical', 'json-duplicate-key'],
    [
      'a nested duplicate key',
      canonical.replace('"port":', '"port":1,"port":'),
      'json-not-canonical',
      'json-duplicate-key',
    ],
    [
      'an escaped duplicate key',
      canonical.replace('"port":', '"p\\u006frt":1,"port":'),
      'json-not-canonical',
      'json-duplicate-key',
    ],
    ['1e400', canonical.replace('51413', '1e400'), 'record-field-invalid', 'json-number'],
    ['an exponent', canonical.replace('51413', '1e2'), 'json-not-canonical', 'json-number'],
    ['an unsafe integer', canonical.replace('5242880', '9007199254740993'), 'record-field-invalid', 'json-number'],
    ['a negative zero', canonical.replace('"offset":0', '"offset":-0'), 'json-not-canonical', 'json-number'],
    ['a lone surrogate', canonical.replace('Zoé', '\\ud83d'), 'record-field-invalid', 'json-lone-surrogate'],
    ['a control character', canonical.replace('Zoé', '\\u0000'), 'record-field-invalid', 'record-field-invalid'],
    ['__proto__', canonical.replace('{', '{"__proto__":{"isp":"x"},'), 'record-field-unknown', 'record-field-unknown'],
    [
      '__proto__ in a part',
      canonical.replace('"port"', '"__proto__":1,"port"'),
      'record-field-unknown',
      'record-field-unknown',
    ],
    ['a byte order mark', `\ufeff${canonical}`, 'json-syntax', 'json-syntax'],
    ['a mark in the middle', canonical.replace('"isp"', '\ufeff"isp"'), 'json-syntax', 'json-syntax'],
    ['two values', canonical + canonical, 'json-syntax', 'json-syntax'],
    ['trailing garbage', `${canonical}x`, 'json-syntax', 'json-syntax'],
    ['a trailing NUL', `${canonical}\0`, 'json-syntax', 'json-syntax'],
    ['half a record', canonical.slice(0, 200), 'json-syntax', 'json-syntax'],
    ['white space only', '   ', 'json-syntax', 'json-syntax'],
    ['nothing', '', 'record-line-blank', 'record-line-blank'],
    ['60,000 nested brackets', '['.repeat(30_000) + ']'.repeat(30_000), 'json-depth', 'json-depth'],
    ['100,000 nested brackets', '['.repeat(100_000), 'record-line-too-long', 'record-line-too-long'],
    ['10 MB', canonical.padEnd(10_000_000), 'record-line-too-long', 'record-line-too-long'],
  ])('is refused with %s', (_, line, strictCode, lenientCode) => {
    for (const [read, code] of [
      [parseRecordLine, strictCode],
      [readRecordLine, lenientCode],
    ] as const) {
      const error = refusal(read, line);
      expect(error).toMatchObject({ code, details: { line: 3 } });
      for (const language of ['en', 'fr'] as const) expect(error.describe(language)).not.toContain('192.0.2.77');
    }
  });

  it('is refused with a carriage return in a batch, and with two in input', () => {
    expect(refusal(parseRecordLine, `${canonical}\r`).code).toBe('json-not-canonical');
    expect(refusal(readRecordLine, '\r').code).toBe('record-line-blank');
  });

  it('is refused where it is not UTF-8', () => {
    for (const bytes of [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80]]) {
      const line = new Uint8Array([...toBytes(canonical), ...bytes]);
      expect(refusal(parseRecordLine, line).code).toBe('utf8-invalid');
      expect(refusal(readRecordLine, line).code).toBe('utf8-invalid');
    }
  });

  it('may be 65,536 bytes long and no longer, without its newline and carriage return', () => {
    const exact = canonical.padEnd(65_536 - (toBytes(canonical).length - canonical.length));
    for (const line of [exact, `${exact}\r`]) {
      expect(readRecordLine(ipEvidenceTest, toBytes(line)).bytes).toEqual(toBytes(canonical));
    }
    expect(refusal(readRecordLine, `${exact} `).details).toEqual({ line: 3, limit: 65_536 });
    const identifiers = Array(16).fill({ scheme: 'a', value: 'é'.repeat(256) });
    const works = Array(32).fill({ ...sample.works[0], identifiers });
    expect(() => encodeRecord(ipEvidenceTest, { ...sample, works })).toThrow(
      expect.objectContaining({ code: 'record-line-too-long' }),
    );
  });

  it('never throws anything but a CoreError, whichever byte is changed', () => {
    const bytes = toBytes(canonical);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (index, mask) => {
        const changed = bytes.slice();
        changed[index]! ^= mask;
        for (const read of [parseRecordLine, readRecordLine]) {
          try {
            const line = read(ipEvidenceTest, changed);
            expect(line.bytes).toEqual(toBytes(JSON.stringify(line.record)));
          } catch (error) {
            expect(error).toBeInstanceOf(CoreError);
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('names an unknown field cut and escaped, in both languages', () => {
    const error = refusal(parseRecordLine, canonical.replace('"port"', `"\\u202e${'x'.repeat(99)}":1,"port"`));
    const field = `source.\\u{202e}${'x'.repeat(39)}…`;
    expect(error.message).toContain(`line 3, field ${field}: the profile does not have this field`);
    expect(error.describe('fr')).toContain(`ligne 3, champ ${field} : le profil n’a pas ce champ`);
  });

  it('says what was expected, in both languages', () => {
    const error = refusal(parseRecordLine, canonical.replace('"music"', '"song"'));
    const categories = 'music, film, series, game, software, book, other';
    expect(error.message).toContain(
      `field works[0].category: the value is not what the profile allows (expected: one of ${categories}).`,
    );
    expect(error.describe('fr')).toContain(`(attendu : une valeur parmi ${categories}).`);
  });

  it('of a profile that takes everything is held to eight levels, as text and as a value', () => {
    const open: Profile<{ any: unknown }> = {
      name: 'open/1',
      test: true,
      schema: z.strictObject({ any: z.unknown() }),
      facts: () => ({ recordId: 'a', occurredAt: sample.occurredAt, controller: 'lab', agent: null, segments: [] }),
    };
    const nested = (depth: number) => `{"any":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;
    expect(parseRecordLine(open, toBytes(nested(8))).bytes).toHaveLength(22);
    const circle: { any: unknown } = { any: null };
    circle.any = circle;
    const attempts = [
      () => parseRecordLine(open, toBytes(nested(9))),
      () => parseRecordLine(open, toBytes(nested(30_000))),
      () => readRecordLine(open, toBytes(nested(9))),
      () => encodeRecord(open, JSON.parse(nested(9))),
      () => encodeRecord(open, JSON.parse(nested(30_000))),
      () => encodeRecord(open, circle),
    ];
    for (const attempt of attempts) expect(attempt).toThrow(expect.objectContaining({ code: 'json-depth' }));
  });

  it('may be of a profile with other fields', () => {
    const notice: Profile<{ id: string; on: string; by: string; note: string }> = {
      name: 'notice/1',
      test: true,
      schema: closedObject({ id: uuid(), on: instant(), by: name(), note: text(16).and(z.string().startsWith('n')) }),
      facts: ({ id, on, by }) => ({ recordId: id, occurredAt: on, controller: by, agent: null, segments: [] }),
    };
    const record = { id: sample.recordId, on: sample.occurredAt, by: 'lab', note: 'nothing' };
    const { bytes } = encodeRecord(notice, record);
    expect(parseRecordLine(notice, bytes)).toMatchObject({ record, facts: { recordId: record.id, controller: 'lab' } });
    expect(() => encodeRecord(notice, { ...record, note: 'a note' })).toThrow(
      expect.objectContaining({ code: 'record-field-invalid', details: { field: 'note' } }),
    );
  });
});
