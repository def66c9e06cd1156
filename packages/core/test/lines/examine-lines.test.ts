import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CoreError } from '../../src/errors/core-error.ts';
import { examineLines } from '../../src/lines/examine-lines.ts';
import { SummaryBuilder } from '../../src/lines/lines-summary.ts';
import { parsePlainly } from '../../src/lines/record-line.ts';
import { ipEvidenceTest } from '../../src/record/ip-evidence.ts';
import type { Profile } from '../../src/record/profile.ts';
import { arbitraryRecord, sample } from '../record/samples.ts';

/** A record whose line is recognised; the sample's is not, because its title has quotes. */
const record = { ...sample, works: [{ ...sample.works[0], title: 'L’Été à Paris' }] };
const line = Buffer.from(`${JSON.stringify(record)}\n`);

/** What `examineLines` should come to: line by line, the plain way, with nothing shared between the lines. */
function examinePlainly(profile: Profile, lines: Uint8Array): unknown {
  const summary = new SummaryBuilder();
  const ends: number[] = [];
  for (let start = 0, end = lines.indexOf(10); end !== -1; start = end + 1, end = lines.indexOf(10, start)) {
    ends.push(end + 1);
    summary.add(parsePlainly(profile, lines.slice(start, end), { member: 'm', line: ends.length }).facts);
  }
  return { ends, summary: summary.finish() };
}

function outcomeOf(examine: () => unknown): unknown {
  try {
    return examine();
  } catch (error) {
    if (error instanceof CoreError) return { code: error.code, details: error.details };
    throw error;
  }
}

function expectSameOutcome(lines: Uint8Array): void {
  const found = outcomeOf(() => {
    const { ends, summary } = examineLines(ipEvidenceTest, lines, { member: 'm' });
    return { ends: [...ends], summary };
  });
  expect(found).toEqual(outcomeOf(() => examinePlainly(ipEvidenceTest, lines)));
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes that are in use once everything that can be collected is. */
function usedBytes(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

describe('examineLines', () => {
  it('comes to what the plain way comes to, line by line, whatever bytes are changed', () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 4 });
    const piece = fc.oneof(bytes, fc.constantFrom(Uint8Array.of(10), Uint8Array.of(0xc3), Uint8Array.of(0xe2, 0x80)));
    const lines = fc
      .array(arbitraryRecord, { maxLength: 4 })
      .map((records) => Buffer.from(records.map((record) => `${JSON.stringify(record)}\n`).join('')));
    const property = fc.property(lines, fc.option(fc.tuple(fc.nat(), piece)), (lines, change) => {
      const at = (change?.[0] ?? 0) % (lines.length + 1);
      expectSameOutcome(Buffer.concat([lines.subarray(0, at), change?.[1] ?? Buffer.of(), lines.subarray(at)]));
    });
    fc.assert(property, { numRuns: 500 });
  });

  it('comes to the same for more lines than its memory holds, some of which are left to the plain way', () => {
    const lines = fc.sample(arbitraryRecord, { numRuns: 1_000, seed: 2 }).map((record, position) => {
      const { length } = JSON.stringify(record);
      return `${JSON.stringify(position % 3 === 0 ? { ...record, isp: 'x'.repeat(length % 200) } : record)}\n`;
    });
    const all = Buffer.from(lines.join(''));
    expect(all.length).toBeGreaterThan(2 * 262_144);
    expectSameOutcome(all);
    for (const position of [0, 1, 400, 998, 999]) {
      const spoilt = lines[position]!.replace('"protocol"', '"Protocol"');
      expectSameOutcome(Buffer.from(lines.with(position, spoilt).join('')));
      expectSameOutcome(Buffer.from(lines.with(position, `${spoilt.slice(0, 9)}\xff\n`).join(''), 'latin1'));
    }
  });

  it('finds the period of instants with and without decimals, in whatever order they come', () => {
    const instants = ['12:00:00Z', '12:00:00.001Z', '12:00:00.250Z', '12:00:01Z', '11:59:59.999Z', '12:00:00.010Z'];
    const days = fc.constantFrom('2026-11-02', '2026-11-03', '1999-12-31');
    const list = fc.array(fc.tuple(days, fc.constantFrom(...instants)), { minLength: 1, maxLength: 6 });
    const property = fc.property(list, (list) => {
      const records = list.map(([day, time]) => ({ ...record, occurredAt: `${day}T${time}` }));
      expectSameOutcome(Buffer.from(records.map((each) => `${JSON.stringify(each)}\n`).join('')));
    });
    fc.assert(property);
  });

  it.each([
    ['a byte that begins nothing', [0x80]],
    ['an overlong form', [0xc0, 0x80]],
    ['an overlong form of three bytes', [0xe0, 0x80, 0x80]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['two surrogates', [0xed, 0xa0, 0xbd, 0xed, 0xb1, 0x8d]],
    ['a character beyond U+10FFFF', [0xf4, 0x90, 0x80, 0x80]],
    ['a sequence that is cut short', [0xf0, 0x9f, 0x91]],
    ['a byte of no sequence', [0xff]],
  ])('refuses %s in any line, and names that line', (_, bytes) => {
    const text = line.indexOf('Orange');
    const spoilt = Buffer.concat([line.subarray(0, text), Uint8Array.from(bytes), line.subarray(text)]);
    for (const position of [0, 1, 2]) {
      const lines = Buffer.concat([line, line, line].with(position, spoilt));
      const refusal = { code: 'utf8-invalid', details: { member: 'm', line: position + 1 } };
      expect(() => examineLines(ipEvidenceTest, lines, { member: 'm' })).toThrow(expect.objectContaining(refusal));
    }
  });

  it('refuses a sequence that is cut by a newline, though its bytes go on in the next line', () => {
    const [start, rest] = [line.subarray(0, -1), line];
    const lines = Buffer.concat([start, Uint8Array.of(0xc3, 10, 0xa9), rest]);
    expect(() => examineLines(ipEvidenceTest, lines)).toThrow(
      expect.objectContaining({ code: 'utf8-invalid', details: { line: 1 } }),
    );
  });

  it('refuses a line over the limit, however valid its record is', () => {
    const identifiers = Array(16).fill({ scheme: 'isrc', value: 'x'.repeat(128) });
    const works = Array(32).fill({ ...record.works[0], identifiers });
    const long = Buffer.from(`${JSON.stringify({ ...record, works })}\n`);
    expect(() => examineLines(ipEvidenceTest, Buffer.concat([line, long]))).toThrow(
      expect.objectContaining({ code: 'record-line-too-long', details: { line: 2, limit: 65_536 } }),
    );
  });

  it('counts no line for bytes behind the last newline', () => {
    const { ends, summary } = examineLines(ipEvidenceTest, Buffer.concat([line, line.subarray(0, -1)]));
    expect([...ends]).toEqual([line.length]);
    expect(summary.records).toBe(1);
  });

  it('refuses an empty line', () => {
    expect(() => examineLines(ipEvidenceTest, Buffer.concat([line, Uint8Array.of(10)]))).toThrow(
      expect.objectContaining({ code: 'record-line-blank', details: { line: 2 } }),
    );
  });

  it('keeps no text of a group in memory with its summary', () => {
    const quiet = Buffer.from(`${JSON.stringify({ ...record, segments: [] })}\n`);
    const lines = Buffer.concat(Array(2_000).fill(quiet));
    const kept = [examineLines(ipEvidenceTest, lines).summary];
    const before = usedBytes();
    for (let group = 0; group < 10; group++) kept.push(examineLines(ipEvidenceTest, lines).summary);
    expect(usedBytes() - before).toBeLessThan(lines.length);
    expect(kept).toHaveLength(11);
  });
});
