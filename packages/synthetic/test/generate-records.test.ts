import { hash } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { compareInstants } from '../../core/src/canonical/text.ts';
import { encodeRecord } from '../../core/src/lines/record-line.ts';
import { type IpEvidence, ipEvidenceTest } from '../../core/src/record/ip-evidence.ts';
import { generateRecords, type SyntheticOptions } from '../src/index.ts';

const OPTIONS: SyntheticOptions = { records: 5000, segments: 'none', seed: 42 };

function parsedRecords(options: SyntheticOptions): IpEvidence[] {
  return Array.from(generateRecords(options), ({ line }) => JSON.parse(line));
}

function digestOf(options: SyntheticOptions): string {
  const parts = Array.from(generateRecords(options), ({ line, segments }) => [line, segments.map((s) => s.sha256)]);
  return hash('sha256', JSON.stringify(parts));
}

/** How often each value occurs, as a share of all. */
function sharesOf(values: readonly (string | null)[]): (value: string | null) => number {
  return (wanted) => values.filter((value) => value === wanted).length / values.length;
}

describe('determinism', () => {
  it('gives the same bytes for the same seed, in this version as in the last', () => {
    expect(digestOf({ records: 500, segments: 'tenth', seed: 'training' })).toBe(
      '43fae589499a2842df992387b9baf95885d37edef422e57cc9261a9b10bce1b7',
    );
  });

  it('gives the same records at every iteration, and for a number as for its text', () => {
    const records = generateRecords({ ...OPTIONS, records: 50, segments: 'all' });
    expect([...records]).toEqual([...records]);
    expect(digestOf({ ...OPTIONS, records: 50, seed: '42' })).toBe(digestOf({ ...OPTIONS, records: 50 }));
  });

  it('gives other records for another seed', () => {
    const [one, other] = [parsedRecords(OPTIONS), parsedRecords({ ...OPTIONS, seed: 43 })];
    const ids = new Set([...one, ...other].map(({ recordId }) => recordId));
    expect(ids.size).toBe(2 * OPTIONS.records);
  });
});

describe('records', () => {
  it('all pass the schema of ip-evidence-test/1, in canonical form', () => {
    for (const { line, recordId } of generateRecords({ ...OPTIONS, segments: 'tenth' })) {
      const { record } = encodeRecord(ipEvidenceTest, JSON.parse(line));
      expect(JSON.stringify(record)).toBe(line);
      expect(record.recordId).toBe(recordId);
    }
  });

  it('are as many as asked, none included, each with an id of its own', () => {
    expect(parsedRecords({ ...OPTIONS, records: 0 })).toEqual([]);
    const ids = parsedRecords(OPTIONS).map(({ recordId }) => recordId);
    expect(new Set(ids).size).toBe(OPTIONS.records);
  });

  it('lie on the day that was asked, in order, some with milliseconds', () => {
    const instants = parsedRecords({ ...OPTIONS, records: 60_000, day: '2024-02-29' }).map(
      (record) => record.occurredAt,
    );
    for (const [index, instant] of instants.entries()) {
      if (!instant.startsWith('2024-02-29T')) expect.fail(instant);
      if (index > 0 && compareInstants(instants[index - 1]!, instant) > 0) expect.fail(`${instant} is out of order`);
    }
    const precise = instants.filter((instant) => instant.includes('.')).length;
    expect(precise / instants.length).toBeCloseTo(0.08, 1);
  });

  it('are made as they are asked for', () => {
    const [first] = generateRecords({ ...OPTIONS, records: 1_000_000_000 });
    expect(first?.line).toContain('2026-11-02T00:00:00');
  });

  it('are about as long as real ones', () => {
    const lengths = Array.from(generateRecords(OPTIONS), ({ line }) => Buffer.byteLength(line));
    expect(Math.max(...lengths)).toBeLessThan(1200);
    expect(lengths.reduce((sum, length) => sum + length) / lengths.length).toBeLessThan(660);
  });
});

describe('what the records tell', () => {
  const records = parsedRecords({ ...OPTIONS, records: 20_000 });

  it('comes from providers and for societies according to their weights', () => {
    const isp = sharesOf(records.map((record) => record.isp));
    expect(isp('Orange')).toBeCloseTo(0.38, 1);
    expect(isp(null)).toBeCloseTo(0.04, 1);
    const controller = sharesOf(records.map((record) => record.controller));
    expect(['sacem', 'scpp', 'sppf', 'alpa'].map((name) => controller(name).toFixed(1))).toEqual([
      '0.4',
      '0.2',
      '0.1',
      '0.3',
    ]);
  });

  it('is mostly seen on BitTorrent, and at nine in the evening more than at four in the morning', () => {
    expect(sharesOf(records.map((record) => record.protocol))('bittorrent')).toBeGreaterThan(0.5);
    const hour = sharesOf(records.map((record) => record.occurredAt.slice(11, 13)));
    expect(hour('20')).toBeGreaterThan(8 * hour('04'));
  });

  it('names few works often and many works seldom', () => {
    const counts = new Map<string, number>();
    for (const { works } of records) counts.set(JSON.stringify(works), (counts.get(JSON.stringify(works)) ?? 0) + 1);
    expect(Math.max(...counts.values())).toBeGreaterThan(0.02 * records.length);
    expect(counts.size).toBeGreaterThan(2000);
  });

  it('names a file by the hashes of its network', () => {
    const algorithms = new Map(records.map((record) => [record.protocol, record.file.hashes.map((h) => h.algorithm)]));
    expect(algorithms.get('bittorrent')).toEqual(['btih']);
    expect(algorithms.get('ed2k')).toEqual(['ed2k']);
    expect(algorithms.get('gnutella')).toEqual(['tth', 'sha1']);
  });

  it('holds addresses of both kinds, accents, emoji, files over 4 GiB, and values that are missing', () => {
    expect(records.some(({ source }) => source.ip.includes('::'))).toBe(true);
    expect(records.some(({ source }) => source.ip.startsWith('3fff:'))).toBe(true);
    expect(records.some(({ pseudonym }) => /\p{Extended_Pictographic}/u.test(pseudonym ?? ''))).toBe(true);
    expect(records.some(({ pseudonym }) => pseudonym === null)).toBe(true);
    expect(records.some(({ file }) => file.name === null)).toBe(true);
    expect(records.some(({ file }) => (file.size ?? 0) > 2 ** 32)).toBe(true);
    expect(records.some(({ works }) => works.length > 1)).toBe(true);
  });
});

describe('segments', () => {
  it('are kept with none, with every tenth or with all', () => {
    const counts = (['none', 'tenth', 'all'] as const).map(
      (segments) =>
        parsedRecords({ ...OPTIONS, records: 95, segments }).filter((record) => record.segments.length > 0).length,
    );
    expect(counts).toEqual([0, 9, 95]);
  });

  it('are the bytes that the record names, inside the file, and do not compress', () => {
    for (const { line, segments } of generateRecords({ ...OPTIONS, records: 50, segments: 'all' })) {
      const record: IpEvidence = JSON.parse(line);
      const [reference] = record.segments;
      const [segment] = segments;
      expect(reference).toMatchObject({ length: 16_384, sha256: hash('sha256', segment!.bytes) });
      expect(segment).toMatchObject({ sha256: reference!.sha256, bytes: { length: 16_384 } });
      expect(reference!.offset + 16_384).toBeLessThanOrEqual(record.file.size!);
      expect(zstdCompressSync(segment!.bytes).length).toBeGreaterThan(16_384);
    }
  });

  it('are shared by about one record in twenty, with the same file and offset', () => {
    const records = parsedRecords({ ...OPTIONS, records: 2000, segments: 'all' });
    const kept = new Map(records.map((record) => [record.segments[0]!.sha256, record]));
    expect(1 - kept.size / records.length).toBeCloseTo(0.05, 1);
    for (const { segments, file } of records) {
      expect(kept.get(segments[0]!.sha256)).toMatchObject({ segments, file });
    }
  });

  it('have the length that was asked, but never more than the file', () => {
    const [small] = generateRecords({ ...OPTIONS, segments: 'all', segmentBytes: 100 });
    expect(small?.segments[0]?.bytes.length).toBe(100);
    const [whole] = parsedRecords({ records: 1, segments: 'all', seed: 's', segmentBytes: 40_000_000 });
    expect(whole!.segments[0]!.length).toBe(Math.min(40_000_000, whole!.file.size!));
  });
});

describe('options', () => {
  it.each([
    { records: -1 },
    { records: 1.5 },
    { segmentBytes: 0 },
    { segmentBytes: 2 ** 26 + 1 },
    { day: '2026-02-30' },
    { day: 'yesterday' },
  ])('refuses %o before anything is generated', (wrong) => {
    expect(() => generateRecords({ ...OPTIONS, ...wrong })).toThrow(RangeError);
  });
});
