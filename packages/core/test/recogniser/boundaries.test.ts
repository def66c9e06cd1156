import { describe, expect, it } from 'vitest';
import { isInstant } from '../../src/canonical/text.ts';
import { specialPurposeRanges } from '../../src/record/address.ts';
import { ipEvidence, ipEvidenceTest } from '../../src/record/ip-evidence.ts';
import type { Profile } from '../../src/record/profile.ts';
import { withField } from '../record/samples.ts';
import { compareWays, type Outcome } from './compare-ways.ts';
import { edgesOf } from './edge-addresses.ts';

/** The sample, whose texts have no escapes, with a JSON text in the place of a field. */
function lineWith(path: string, json: string): Uint8Array {
  const line = JSON.stringify(withField(path, '@')).replace('L’Été à \\"Paris\\"', 'L’Été à Paris');
  return Buffer.from(line.replace('"@"', () => json));
}

function judge(path: string, json: string): Outcome {
  return compareWays(ipEvidenceTest, lineWith(path, json));
}

/** Those of the JSON texts of a field that do not come to this. */
function exceptions(path: string, expected: Outcome, jsons: readonly string[]): string[] {
  return jsons.filter((json) => judge(path, json) !== expected);
}

function quoteAll(texts: readonly string[]): string[] {
  return texts.map((text) => JSON.stringify(text));
}

const nullableTexts: [string, number][] = [
  ['pseudonym', 256],
  ['works.0.artist', 512],
  ['file.name', 1_024],
  ['isp', 256],
  ['agent', 128],
];
const requiredTexts: [string, number][] = [
  ['works.0.title', 512],
  ['works.0.identifiers.0.scheme', 32],
  ['works.0.identifiers.0.value', 256],
  ['works.0.rightsHolder', 256],
  ['tool.name', 64],
  ['tool.version', 64],
];
const texts = [...nullableTexts, ...requiredTexts];

describe('a text', () => {
  it.each(texts)(
    '%s is recognised up to %i bytes, left up to so many UTF-16 units, and refused beyond',
    (path, max) => {
      const repeat = (character: string, times: number) => JSON.stringify(character.repeat(times));
      const short = ['', 'a', 'é'].map((text) => JSON.stringify(text));
      const full = [repeat('a', max), repeat('é', max / 2), repeat('€', Math.floor(max / 3)), repeat('👍', max / 4)];
      expect(exceptions(path, 'recognised', [...short, ...full])).toEqual([]);
      const longer = [repeat('é', max / 2 + 1), repeat('é', max), repeat('€', max), repeat('👍', max / 2)];
      expect(exceptions(path, 'left', longer)).toEqual([]);
      const tooLong = [repeat('a', max + 1), repeat('é', max + 1), `"${'👍'.repeat(max / 2)}a"`];
      expect(exceptions(path, 'refused', tooLong)).toEqual([]);
    },
  );

  it.each(texts)('%s with a quote or a backslash is left to the plain way, which counts units', (path, max) => {
    expect(exceptions(path, 'left', quoteAll(['"', '\\', '"'.repeat(max), '\\'.repeat(max), 'é"\\é']))).toEqual([]);
    expect(exceptions(path, 'refused', quoteAll(['"'.repeat(max + 1), '\\'.repeat(max + 1)]))).toEqual([]);
  });

  it.each(texts)('%s holds each character on either side of what is refused', (path) => {
    const accepted = [
      0x20, 0x7e, 0xa0, 0x7ff, 0x800, 0x2027, 0x202a, 0xd7ff, 0xe000, 0xfeff, 0xffff, 0x10000, 0x10ffff,
    ];
    expect(exceptions(path, 'recognised', quoteAll(accepted.map((point) => String.fromCodePoint(point))))).toEqual([]);
    const refused = [0x7f, 0x80, 0x85, 0x9f, 0x2028, 0x2029].map((point) => `"${String.fromCodePoint(point)}"`);
    const escapes = ['"\\u0041"', '"\\/"', '"\\n"', '"\\u0000"', '"\\ud800"', '"\\x"', '"\t"', '"\n"', '"\0"', '"'];
    expect(exceptions(path, 'refused', [...refused, ...escapes])).toEqual([]);
  });

  it.each(nullableTexts)('%s may be null', (path) => expect(judge(path, 'null')).toBe('recognised'));

  it.each(requiredTexts)('%s may not be null', (path) => expect(judge(path, 'null')).toBe('refused'));
});

describe('an integer', () => {
  it.each([
    ['source.port', 1, 65_535],
    ['file.size', 0, Number.MAX_SAFE_INTEGER],
    ['segments.0.offset', 0, Number.MAX_SAFE_INTEGER],
    ['segments.0.length', 1, 67_108_864],
  ])('%s from %i to %i is recognised at the boundary of every digit, and nothing else is', (path, min, max) => {
    const powers = Array.from(String(max), (_, digit) => 10n ** BigInt(digit));
    const boundaries = [0n, BigInt(min), BigInt(max), ...powers, BigInt(max) * 10n, 2n ** 53n, 2n ** 64n];
    const near = powers.flatMap((power) => boundaries.flatMap((boundary) => [boundary - power, boundary + power]));
    for (const number of new Set([...boundaries, ...near])) {
      const expected = number >= min && number <= max ? 'recognised' : 'refused';
      expect([number, judge(path, String(number))]).toEqual([number, expected]);
    }
  });

  it.each(['source.port', 'file.size', 'segments.0.offset', 'segments.0.length'])(
    '%s is refused in any other form than plain digits',
    (path) => {
      const forms = [
        '-0',
        '-1',
        '00',
        '01',
        '1.0',
        '1.',
        '1e0',
        '1E3',
        '+1',
        '0x1',
        ' 1',
        '1 ',
        '"1"',
        '',
        'true',
        'NaN',
      ];
      expect(exceptions(path, 'refused', forms)).toEqual([]);
    },
  );

  it('may be null as the size of a file, and as a port only before 2022, which the plain way decides', () => {
    expect(judge('file.size', 'null')).toBe('recognised');
    expect(judge('source.port', 'null')).toBe('refused');
    expect(judge('segments.0.length', 'null')).toBe('refused');
    const early = lineWith('source.port', 'null').toString().replace('2026-01-31', '2021-12-31');
    expect(compareWays(ipEvidenceTest, Buffer.from(early))).toBe('left');
  });
});

describe('an instant', () => {
  const twoDigits = (count: number) => Array.from({ length: count }, (_, number) => String(number).padStart(2, '0'));

  it('is recognised on every day of the calendar but 29 February and those before the year 1000, which are left', () => {
    for (const year of ['0000', '0001', '0999', '1000', '1900', '2000', '2023', '2024', '2100', '9999']) {
      for (const month of twoDigits(14)) {
        for (const day of twoDigits(33)) {
          const instant = `${year}-${month}-${day}T12:00:00Z`;
          const accepted = `${month}-${day}` === '02-29' || year < '1000' ? 'left' : 'recognised';
          const expected = isInstant(instant) ? accepted : 'refused';
          expect([instant, judge('occurredAt', JSON.stringify(instant))]).toEqual([instant, expected]);
        }
      }
    }
  });

  it('is recognised at every hour, minute and second there is, with three decimals or none', () => {
    const times = twoDigits(100).flatMap((number) => [`${number}:00:00`, `00:${number}:00`, `00:00:${number}`]);
    const decimals = ['', '.', '.000', '.001', '.999', '.1', '.10', '.0001', '.5000'].map((end) => `23:59:59${end}`);
    for (const time of [...times, ...decimals]) {
      const instant = `2026-11-02T${time}Z`;
      const expected = isInstant(instant) ? 'recognised' : 'refused';
      expect([instant, judge('occurredAt', JSON.stringify(instant))]).toEqual([instant, expected]);
    }
  });

  it('is refused in other notations', () => {
    const day = '2026-11-02';
    const notations = [`${day}T12:00:00`, `${day} 12:00:00Z`, `${day}T12:00:00+00:00`, `${day}t12:00:00z`, day, ''];
    expect(exceptions('occurredAt', 'refused', quoteAll([...notations, `+00${day}T12:00:00Z`]))).toEqual([]);
  });
});

describe('a name or an identifier', () => {
  it('is recognised as the controller up to 32 characters', () => {
    const names = ['a', '0', 'a-', 'a'.repeat(32), `0${'-'.repeat(31)}`];
    expect(exceptions('controller', 'recognised', quoteAll(names))).toEqual([]);
    const others = ['', '-', '-a', 'A', 'a_', 'a.b', 'é', 'a'.repeat(33)];
    expect(exceptions('controller', 'refused', [...quoteAll(others), 'null'])).toEqual([]);
  });

  it('is recognised as the record id in every version and variant of RFC 9562', () => {
    const uuid = (version: string, variant: string) => `9b2f0c3e-6d1a-${version}c5b-${variant}e7f-0123456789ab`;
    for (const digit of '0123456789abcdefABg') {
      const version = '12345678'.includes(digit) ? 'recognised' : 'refused';
      const variant = '89ab'.includes(digit) ? 'recognised' : 'refused';
      expect(judge('recordId', JSON.stringify(uuid(digit, '8')))).toBe(version);
      expect(judge('recordId', JSON.stringify(uuid('4', digit)))).toBe(variant);
    }
    const known = uuid('4', '8');
    const others = [known.toUpperCase(), known.slice(1), `0${known}`, known.replaceAll('-', ''), `{${known}}`, ''];
    expect(exceptions('recordId', 'refused', quoteAll(others))).toEqual([]);
  });

  it('is recognised as a protocol or a category from its list only', () => {
    const protocols = 'bittorrent ed2k gnutella gnutella2 kad ares fasttrack winny direct-connect http ftp irc other';
    expect(exceptions('protocol', 'recognised', quoteAll(protocols.split(' ')))).toEqual([]);
    const categories = 'music film series game software book other';
    expect(exceptions('works.0.category', 'recognised', quoteAll(categories.split(' ')))).toEqual([]);
    for (const path of ['protocol', 'works.0.category']) {
      expect(exceptions(path, 'refused', [...quoteAll(['', 'gnutella3', 'musi', 'musics', 'Other']), 'null'])).toEqual(
        [],
      );
    }
  });
});

describe('a file hash', () => {
  it.each([
    ['btih', 40, 'a'],
    ['btih2', 64, 'a'],
    ['ed2k', 32, 'a'],
    ['tth', 39, 'A'],
    ['sha1', 40, 'a'],
    ['sha256', 64, 'a'],
    ['md5', 32, 'a'],
  ])('of the algorithm %s has %i characters of its alphabet', (algorithm, length, letter) => {
    const hash = (value: string) => JSON.stringify([{ algorithm, value }]);
    const alphabet = letter === 'A' ? 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567' : '0123456789abcdef';
    const ending = (digit: string) => hash(letter.repeat(length - 1) + digit);
    expect(exceptions('file.hashes', 'recognised', Array.from(alphabet, ending))).toEqual([]);
    const others = Array.from('0189aAgGzZ=é', (digit) => digit).filter((digit) => !alphabet.includes(digit));
    expect(exceptions('file.hashes', 'refused', others.map(ending))).toEqual([]);
    const otherLengths = [0, 1, 32, 39, 40, 64, length - 1, length + 1].filter((other) => other !== length);
    const values = otherLengths.map((other) => hash(letter.repeat(other)));
    expect(exceptions('file.hashes', 'refused', values)).toEqual([]);
  });

  it('has an algorithm from the list', () => {
    const hash = (algorithm: unknown) => JSON.stringify([{ algorithm, value: 'a'.repeat(40) }]);
    expect(exceptions('file.hashes', 'refused', ['btihx', 'SHA1', '', 'crc', null].map(hash))).toEqual([]);
  });
});

describe('an address', () => {
  it.each(specialPurposeRanges)('at the edges of $range ($name) is recognised just where it is valid', ({ range }) => {
    const judgeEdges = (profile: Profile) =>
      edgesOf(range).map((address) => compareWays(profile, lineWith('source.ip', JSON.stringify(address))));
    expect([...judgeEdges(ipEvidence), ...judgeEdges(ipEvidenceTest)]).not.toContain('left');
    expect(judgeEdges(ipEvidence).slice(1, 3)).toEqual(['refused', 'refused']);
  });

  it('of a public network is recognised in its one canonical text', () => {
    const judgePublic = (address: string) => compareWays(ipEvidence, lineWith('source.ip', JSON.stringify(address)));
    const canonical = ['1.0.0.0', '223.255.255.255', '2000::', '2a01:e0a::1', '2a01:1:2:3:4:5:6:7', '3fff:1000::'];
    for (const address of canonical) expect([address, judgePublic(address)]).toEqual([address, 'recognised']);
    const others = ['01.0.0.0', '1.0.0', '1.0.0.0.', '1.0.0.256', '2A01::1', '2a01:0::1', '2a01::0:1', '2a01::1%1', ''];
    for (const address of others) expect([address, judgePublic(address)]).toEqual([address, 'refused']);
  });
});

describe('a list', () => {
  const identifier = { scheme: 'isrc', value: 'FRXXX2600001' };
  const work = { title: 'a', artist: null, category: 'music', identifiers: [identifier], rightsHolder: 'b' };
  const hash = { algorithm: 'md5', value: 'a'.repeat(32) };

  it.each<[string, object, number, number]>([
    ['works', work, 1, 32],
    ['works.0.identifiers', identifier, 0, 16],
    ['file.hashes', hash, 0, 8],
  ])('%s is recognised at every length that it may have', (path, element, min, max) => {
    for (let length = 0; length <= max + 2; length++) {
      const expected = length >= min && length <= max ? 'recognised' : 'refused';
      expect([length, judge(path, JSON.stringify(Array(length).fill(element)))]).toEqual([length, expected]);
    }
    expect(exceptions(path, 'refused', ['null', '{}', '[null]', '[,]', `[${JSON.stringify(element)},]`])).toEqual([]);
  });

  it('of segments is recognised up to one, and left to the plain way from two on', () => {
    const segment = { offset: 0, length: 16_384, sha256: '0b'.repeat(32) };
    const outcomes = [0, 1, 2, 64, 65].map((length) => judge('segments', JSON.stringify(Array(length).fill(segment))));
    expect(outcomes).toEqual(['recognised', 'recognised', 'left', 'left', 'refused']);
    const conflict = [segment, { ...segment, length: 1 }];
    expect(judge('segments', JSON.stringify(conflict))).toBe('refused');
    const digests = ['0b'.repeat(31), `${'0b'.repeat(32)}0`, '0B'.repeat(32), 'g'.repeat(64)];
    expect(exceptions('segments.0.sha256', 'refused', quoteAll(digests))).toEqual([]);
  });
});

describe('a line', () => {
  const line = lineWith('isp', '"Orange"');

  it('is refused with a field added, left out, repeated or out of its place', () => {
    const text = line.toString();
    const changed = [
      text.replace('"protocol":', '"extra":1,"protocol":'),
      text.replace('"protocol":"bittorrent",', ''),
      text.replace('"protocol":', '"protocol":"bittorrent","protocol":'),
      text.replace(/("protocol":[^,]*),("pseudonym":[^,]*)/, '$2,$1'),
      text.replace('"ip":"192.0.2.77","port":51413', '"port":51413,"ip":"192.0.2.77"'),
      text.replace('"protocol"', '"__proto__"'),
    ];
    for (const other of changed) {
      expect(other).not.toBe(text);
      expect(compareWays(ipEvidenceTest, Buffer.from(other))).toBe('refused');
    }
  });

  it('is refused with anything before, behind or between its tokens', () => {
    const text = line.toString();
    const changed = ['', text.slice(1), text.slice(0, -1), ` ${text}`, `\ufeff${text}`, text.replaceAll(',', ', ')];
    const behind = [' ', '\r', '\n', '}', '\0', text].map((end) => text + end);
    for (const other of [...changed, ...behind]) {
      expect(compareWays(ipEvidenceTest, Buffer.from(other))).toBe('refused');
    }
  });
});
