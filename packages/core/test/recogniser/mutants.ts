import fc from 'fast-check';
import { ipEvidence, ipEvidenceTest } from '../../src/record/ip-evidence.ts';
import type { Profile } from '../../src/record/profile.ts';
import { arbitraryRecord, sample } from '../record/samples.ts';
import { compareWays, type Outcome } from './compare-ways.ts';

/** A line of a built-in profile that was recognised before it was changed. */
export interface Mutant {
  readonly profile: Profile;
  /** Bytes as Latin-1, which is how a failure shows them. */
  readonly line: string;
}

/** How many mutants came to what. */
export type Tally = Record<Outcome, number>;

type Edit = (line: string) => string;

/** Bytes at the edges of what JSON, UTF-8 and the schema accept. */
const pieces: readonly string[] = [
  ...['', ' ', '\t', '\n', '\r', '\0', '\x1f', '!', '"', ',', ':', '[', ']', '{', '}', '\\', '/', '~', '\x7f'],
  ...['\\"', '\\\\', '\\/', '\\n', '\\u0041', '\\u00e9', '\\u2028', '\\ud83d\\udc4d', '\\ud800', '\\udc00', '\\u'],
  // Controls, the first and last sequences of each length, separators of lines and paragraphs, the byte order mark.
  ...['\x80', '\xbf', '\xc2\x80', '\xc2\x9f', '\xc2\xa0', '\xdf\xbf', '\xe0\xa0\x80', '\xe2\x80\xa7', '\xe2\x80\xa8'],
  ...['\xe2\x80\xa9', '\xe2\x80\xaa', '\xef\xbb\xbf', '\xef\xbf\xbf', '\xf0\x90\x80\x80', '\xf4\x8f\xbf\xbf'],
  // Overlong forms, surrogates, beyond U+10FFFF, sequences cut short.
  ...['\xc0\x80', '\xc1\xbf', '\xe0\x80\x80', '\xe0\x9f\xbf', '\xed\xa0\x80', '\xed\xbf\xbf', '\xf0\x80\x80\x80'],
  ...['\xf4\x90\x80\x80', '\xf5\x80\x80\x80', '\xff', '\xc3', '\xe2\x80', '\xf0\x9f\x91'],
  ...['0', '1', '9', '-', '.', 'e', 'E', '+', '00', '-0', '1e3', '1.0', '65535', '65536', '67108864', '67108865'],
  ...['9007199254740991', '9007199254740992', '18446744073709551616', 'null', 'true', 'NaN', '[]', '{}', '""'],
  ...['a', 'A', '\xc3\xa9', 'x'.repeat(64), 'x'.repeat(512), '\xc3\xa9'.repeat(64)],
  ...['"a":1,', ',"a":1', '"__proto__":{},'],
];

const values: readonly string[] = [
  ...['"2024-02-29T00:00:00Z"', '"2023-02-29T00:00:00Z"', '"0000-01-01T00:00:00Z"', '"2026-04-31T00:00:00Z"'],
  ...['"2026-11-02T24:00:00Z"', '"2026-11-02T23:59:60Z"', '"2026-11-02T23:59:59.000Z"', '"2021-12-31T23:59:59.999Z"'],
  ...['"192.0.2.255"', '"192.0.3.0"', '"8.8.8.8"', '"10.0.0.1"'],
  ...['"::1"', '"2001:db8::"', '"2001:0db8::1"', '"2a01::1"'],
  ...['0', '1', '65535', '65536', '67108864', '67108865', '9007199254740991', '9007199254740992', '-0', '1e3', '01'],
  ...['null', 'true', '""', '"a"', '"other"', '"sha1"', '"tth"', '[]', '{}', '[null]'],
  ...[32, 64, 128, 256, 512, 1_024].flatMap((length) => [`"${'x'.repeat(length)}"`, `"${'x'.repeat(length + 1)}"`]),
];

/** Where a free text begins, or goes on. */
const TEXT = /(?<="(?:pseudonym|title|artist|value|rightsHolder|name|isp|agent|version)":"[^"]{0,20})/g;
const DIGIT = /\d/g;
const VALUE = /"(?:[^"\\]|\\.)*"(?!:)|\d+|null|\[\]/g;
const place = fc.nat(0xffff);
const byte = fc.nat(0xff).map((code) => String.fromCharCode(code));

function splice(line: string, at: number, removed: number, piece: string): string {
  const start = at % line.length;
  return line.slice(0, start) + piece + line.slice(start + removed);
}

function flipBit(line: string, at: number, bit: number): string {
  const code = line.charCodeAt(at % line.length) ^ (1 << bit);
  return splice(line, at, 1, String.fromCharCode(code));
}

function editFields(line: string, edit: (fields: string[]) => void): string {
  const fields = line.slice(1, -1).split(/,(?=")/);
  edit(fields);
  return `{${fields.join(',')}}`;
}

function swapFields(line: string, a: number, b: number): string {
  return editFields(line, (fields) => {
    const [i, j] = [a % fields.length, b % fields.length];
    [fields[i], fields[j]] = [fields[j]!, fields[i]!];
  });
}

function repeatField(line: string, a: number, b: number): string {
  return editFields(line, (fields) => fields.splice(b % fields.length, 0, fields[a % fields.length]!));
}

/** Puts `replacement` in the place of one of the matches of a pattern, or of as much of it. */
function replaceOne(line: string, at: number, pattern: RegExp, replacement: string): string {
  const found = [...line.matchAll(pattern)];
  const match = found[at % found.length];
  return match === undefined ? line : splice(line, match.index, match[0].length, replacement);
}

const edit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(place, fc.nat(6)).map(
      ([at, bit]): Edit =>
        (line) =>
          flipBit(line, at, bit),
    ),
  },
  {
    weight: 6,
    arbitrary: fc.tuple(place, fc.nat(4), fc.oneof(fc.constantFrom(...pieces), byte)).map(
      ([at, removed, piece]): Edit =>
        (line) =>
          splice(line, at, removed, piece),
    ),
  },
  {
    weight: 4,
    arbitrary: fc.tuple(place, fc.constantFrom(...pieces)).map(
      ([at, piece]): Edit =>
        (line) =>
          replaceOne(line, at, TEXT, piece),
    ),
  },
  {
    weight: 4,
    arbitrary: fc.tuple(place, fc.nat(9)).map(
      ([at, digit]): Edit =>
        (line) =>
          replaceOne(line, at, DIGIT, String(digit)),
    ),
  },
  {
    weight: 4,
    arbitrary: fc.tuple(place, fc.constantFrom(...values)).map(
      ([at, value]): Edit =>
        (line) =>
          replaceOne(line, at, VALUE, value),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(place, place).map(
      ([a, b]): Edit =>
        (line) =>
          swapFields(line, a, b),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(place, place).map(
      ([a, b]): Edit =>
        (line) =>
          repeatField(line, a, b),
    ),
  },
);

const ordinaryWork = { ...sample.works[0]!, title: 'L’Été à Paris' };

/** Half of them have ordinary texts, which survive more changes than texts of any characters. */
const records = fc
  .sample(arbitraryRecord, { numRuns: 300, seed: 1 })
  .flatMap((record) => [record, { ...record, works: [ordinaryWork], pseudonym: 'Zoé 👍', isp: 'Orange' }]);

/** Lines of both profiles that are recognised; the same ones in every run. */
const ancestors: readonly Mutant[] = records
  .flatMap((record) => [
    { profile: ipEvidenceTest, line: encode(record) },
    { profile: ipEvidence, line: encode({ ...record, source: { ...record.source, ip: '2a01:e0a::1' } }) },
    { profile: ipEvidence, line: encode({ ...record, source: { ...record.source, ip: '8.8.8.8' } }) },
  ])
  .filter((mutant) => judge(mutant) === 'recognised');

/** A line with one or two changes. */
const mutant: fc.Arbitrary<Mutant> = fc
  .tuple(fc.constantFrom(...ancestors), fc.array(edit, { minLength: 1, maxLength: 2 }))
  .map(([{ profile, line }, edits]) => ({ profile, line: edits.reduce((changed, edit) => edit(changed), line) }));

/**
 * Sends so many mutants both ways. Throws where the recogniser accepts one that the plain way refuses, or gives other
 * facts; the error tells the seed.
 */
export function compareMutants(count: number, seed?: number): Tally {
  const tally: Tally = { recognised: 0, left: 0, refused: 0 };
  const property = fc.property(mutant, (each) => {
    tally[judge(each)] += 1;
  });
  fc.assert(property, { numRuns: count, ...(seed !== undefined && { seed }) });
  return tally;
}

function encode(record: object): string {
  return Buffer.from(JSON.stringify(record)).toString('latin1');
}

function judge({ profile, line }: Mutant): Outcome {
  return compareWays(profile, Buffer.from(line, 'latin1'));
}
