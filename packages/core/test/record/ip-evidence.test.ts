import { describe, expect, it } from 'vitest';
import { encodeRecord } from '../../src/lines/record-line.ts';
import { findProfile, ipEvidence, ipEvidenceTest } from '../../src/record/ip-evidence.ts';
import { sample, withField } from './samples.ts';

const MEBIBYTE = 1_048_576;
const work = sample.works[0]!;
const [digestA, digestB] = ['a'.repeat(64), 'b'.repeat(64)];

function segment(sha256: string, length: number): object {
  return { offset: 0, length, sha256 };
}

function hash(algorithm: string, value: string): [string, unknown] {
  return ['file.hashes', [{ algorithm, value }]];
}

function before2022(port: number | null): object {
  return { ...sample, occurredAt: '2021-12-31T23:59:59.999Z', source: { ip: '192.0.2.1', port } };
}

describe('a record of ip-evidence/1', () => {
  it.each<[string, unknown]>([
    ['recordId', '0190a0b0-1c2d-7e3f-8a4b-5c6d7e8f9a0b'],
    ['controller', 'a'],
    ['controller', 'a'.repeat(32)],
    ['occurredAt', '2022-01-01T00:00:00Z'],
    ['source.ip', '192.0.2.0'],
    ['source.ip', '2001:db8::'],
    ['source.ip', '3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['source.port', 1],
    ['source.port', 65_535],
    ['protocol', 'direct-connect'],
    ['pseudonym', null],
    ['pseudonym', ''],
    ['pseudonym', 'é'.repeat(256)],
    ['pseudonym', '👍'.repeat(128)],
    ['works', Array(32).fill(work)],
    ['works.0.title', 'a'.repeat(512)],
    ['works.0.artist', 'a'.repeat(512)],
    ['works.0.category', 'other'],
    ['works.0.identifiers', []],
    ['works.0.identifiers', Array(16).fill({ scheme: 'a'.repeat(32), value: 'a'.repeat(256) })],
    ['works.0.rightsHolder', 'a'.repeat(256)],
    ['file.name', null],
    ['file.name', 'a'.repeat(1_024)],
    ['file.size', null],
    ['file.size', 0],
    ['file.size', Number.MAX_SAFE_INTEGER],
    ['file.hashes', []],
    ['file.hashes', Array(8).fill({ algorithm: 'md5', value: 'a'.repeat(32) })],
    hash('btih', 'a'.repeat(40)),
    hash('btih2', 'a'.repeat(64)),
    hash('ed2k', 'a'.repeat(32)),
    hash('sha1', 'a'.repeat(40)),
    hash('sha256', 'a'.repeat(64)),
    hash('tth', 'ABCXYZ234567'.padEnd(39, 'Q')),
    ['isp', null],
    ['isp', 'a'.repeat(256)],
    ['segments', []],
    ['segments', Array(64).fill(segment(digestA, MEBIBYTE))],
    ['segments', [segment(digestA, 64 * MEBIBYTE)]],
    ['segments', [segment(digestA, 63 * MEBIBYTE), segment(digestB, MEBIBYTE), segment(digestA, 63 * MEBIBYTE)]],
    ['segments.0.offset', Number.MAX_SAFE_INTEGER],
    ['segments.0.length', 1],
    ['agent', null],
    ['agent', 'a'.repeat(128)],
    ['tool.name', 'a'.repeat(64)],
    ['tool.version', 'a'.repeat(64)],
  ])('may have %s %.40j', (path, value) => {
    const record = withField(path, value);
    expect(encodeRecord(ipEvidenceTest, record).record).toEqual(record);
  });

  it.each<[string, unknown, string?, string?]>([
    ['recordId', 'A'.repeat(36)],
    ['controller', 'a'.repeat(33)],
    ['controller', ''],
    ['controller', 'SACEM'],
    ['occurredAt', '2026-02-30T00:00:00Z'],
    ['occurredAt', 1_700_000_000],
    ['source', null],
    ['source.ip', '192.0.02.77'],
    ['source.ip', 3_221_225_985],
    ['source.ip', '2001:DB8::1'],
    ['source.port', 0],
    ['source.port', 65_536],
    ['source.port', '80'],
    ['protocol', 'BitTorrent'],
    ['pseudonym', 'é'.repeat(257)],
    ['pseudonym', 'a\u0000'],
    ['pseudonym', '\ud83d'],
    ['pseudonym', 5],
    ['works', []],
    ['works', Array(33).fill(work)],
    ['works', {}],
    ['works.0', 'title', 'works[0]'],
    ['works.0.title', 'a'.repeat(513), 'works[0].title'],
    ['works.0.title', null, 'works[0].title'],
    ['works.0.artist', 'a'.repeat(513), 'works[0].artist'],
    ['works.0.category', 'porn', 'works[0].category'],
    ['works.0.identifiers', Array(17).fill({ scheme: 'a', value: 'a' }), 'works[0].identifiers'],
    ['works.0.identifiers.0.scheme', 'a'.repeat(33), 'works[0].identifiers[0].scheme'],
    ['works.0.identifiers.0.value', 'a'.repeat(257), 'works[0].identifiers[0].value'],
    ['works.0.rightsHolder', 'a'.repeat(257), 'works[0].rightsHolder'],
    ['file.name', 'a'.repeat(1_025)],
    ['file.size', -1],
    ['file.size', 2 ** 53],
    ['file.size', 1.5],
    ['file.hashes', Array(9).fill({ algorithm: 'md5', value: 'a'.repeat(32) })],
    ...['btih', 'btih2', 'ed2k', 'sha1', 'sha256', 'md5', 'tth'].flatMap((algorithm): [string, unknown, string][] => {
      const length = { btih2: 64, sha256: 64, ed2k: 32, md5: 32, tth: 39 }[algorithm] ?? 40;
      const values = ['A2'.repeat(32).slice(0, length - 1), 'A2'.repeat(33).slice(0, length + 1), '%'.repeat(length)];
      values.push((algorithm === 'tth' ? 'a2' : 'A2').repeat(32).slice(0, length));
      return values.map((value) => [...hash(algorithm, value), 'file.hashes[0].value']);
    }),
    [...hash('crc32', 'a'), 'file.hashes[0].algorithm'],
    [...hash('toString', 'a'), 'file.hashes[0].algorithm'],
    ['isp', 'a'.repeat(257)],
    ['segments', Array(65).fill(segment(digestA, 1))],
    ['segments', [segment(digestA, 64 * MEBIBYTE), segment(digestB, 1)]],
    ['segments', [segment(digestA, 5), segment(digestB, 5), segment(digestA, 6)], 'segments[2].length'],
    ['segments.0.length', 0, 'segments[0].length'],
    ['segments.0.length', 64 * MEBIBYTE + 1, 'segments[0].length'],
    ['segments.0.offset', -1, 'segments[0].offset'],
    ['segments.0.offset', 2 ** 53, 'segments[0].offset'],
    ['segments.0.sha256', 'B'.repeat(64), 'segments[0].sha256'],
    ['agent', 'a'.repeat(129)],
    ['tool', []],
    ['tool.name', 'a'.repeat(65)],
    ['tool.version', null],
  ])('may not have %s %.40j', (path, value, field = path) => {
    expect(() => encodeRecord(ipEvidenceTest, withField(path, value), { line: 7 })).toThrow(
      expect.objectContaining({
        code: 'record-field-invalid',
        details: { line: 7, field, expected: expect.any(String) },
      }),
    );
  });

  it('needs every field, and has no other', () => {
    const paths = ['source', 'works.0', 'works.0.identifiers.0', 'file', 'file.hashes.0', 'segments.0', 'tool'];
    const keys = ['', ...paths].flatMap((path) => {
      const object = path.split('.').reduce<unknown>((value, key) => (key ? (value as never)[key] : value), sample);
      return Object.keys(object as object).map((key) => (path ? `${path}.${key}` : key));
    });
    expect(keys).toHaveLength(31);
    const toField = (path: string) => path.replace(/\.(\d)/g, '[$1]');
    for (const path of keys) {
      expect(() => encodeRecord(ipEvidenceTest, withField(path, undefined)), path).toThrow(
        expect.objectContaining({
          code: 'record-field-missing',
          details: expect.objectContaining({ field: toField(path) }),
        }),
      );
    }
    for (const path of ['email', 'toString', ...paths.map((each) => `${each}.email`)]) {
      expect(() => encodeRecord(ipEvidenceTest, withField(path, 'someone@example.org')), path).toThrow(
        expect.objectContaining({ code: 'record-field-unknown', details: { field: toField(path) } }),
      );
    }
  });

  it('is an object', () => {
    for (const value of [null, undefined, 5, 'record', [sample]]) {
      expect(() => encodeRecord(ipEvidenceTest, value)).toThrow(
        expect.objectContaining({ code: 'record-field-invalid', details: { expected: 'object' } }),
      );
    }
  });

  it('may lack the port only for facts before 2022', () => {
    expect(encodeRecord(ipEvidenceTest, before2022(null)).record.source.port).toBeNull();
    expect(encodeRecord(ipEvidenceTest, before2022(80)).record.source.port).toBe(80);
    for (const occurredAt of ['2022-01-01T00:00:00Z', '2022-01-01T00:00:00.001Z']) {
      expect(() => encodeRecord(ipEvidenceTest, { ...before2022(null), occurredAt })).toThrow(
        expect.objectContaining({ code: 'record-port-missing', details: { field: 'source.port', expected: 'port' } }),
      );
    }
  });

  it('has a public address if it is real, and a documentation address if it is a test', () => {
    const real = withField('source.ip', '8.8.8.8');
    expect(encodeRecord(ipEvidence, real).record).toEqual(real);
    expect(() => encodeRecord(ipEvidence, sample)).toThrow(
      expect.objectContaining({
        code: 'record-address-not-public',
        details: expect.objectContaining({ field: 'source.ip' }),
      }),
    );
    expect(() => encodeRecord(ipEvidenceTest, real)).toThrow(
      expect.objectContaining({ code: 'record-address-not-documentation' }),
    );
  });

  it('tells a batch its facts', () => {
    const { recordId, controller, occurredAt, agent, segments } = sample;
    expect(encodeRecord(ipEvidenceTest, sample).facts).toEqual({ recordId, controller, occurredAt, agent, segments });
  });
});

describe('a profile', () => {
  it('is found by its name, and a built-in one cannot be replaced', () => {
    const own = { ...ipEvidenceTest, name: 'own-evidence/1' };
    const impostor = { ...ipEvidenceTest, name: 'ip-evidence/1' };
    expect(findProfile('ip-evidence/1', [impostor])).toBe(ipEvidence);
    expect(findProfile('ip-evidence-test/1')).toBe(ipEvidenceTest);
    expect(findProfile('own-evidence/1', [own])).toBe(own);
    expect(findProfile('ip-evidence/2')).toBeNull();
    expect([ipEvidence.test, ipEvidenceTest.test]).toEqual([false, true]);
  });
});
