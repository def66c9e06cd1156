import { describe, expect, it } from 'vitest';
import { limits } from '../../src/limits.ts';
import { findRecogniser } from '../../src/recogniser/record-recogniser.ts';
import { ipEvidenceTest } from '../../src/record/ip-evidence.ts';
import { sample } from '../record/samples.ts';

/** A canonical line of so many works of about 2 KiB, as many as a record may have being just within the limit. */
function lineOf(works: number, character: string): Buffer {
  const some = (bytes: number) => character.repeat(bytes / Buffer.byteLength(character));
  const identifiers = Array(16).fill({ scheme: 'isrc', value: some(24) });
  const work = { ...sample.works[0]!, title: some(480), artist: some(360), rightsHolder: some(180), identifiers };
  return Buffer.from(JSON.stringify({ ...sample, works: Array(works).fill(work) }));
}

/** The least time in milliseconds of several, so that what else the machine does counts little. */
function timeOf(line: Uint8Array): number {
  const recogniser = findRecogniser(ipEvidenceTest)!;
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 40; round++) {
    const start = performance.now();
    const facts = recogniser.recognise(line);
    least = Math.min(least, performance.now() - start);
    expect(facts).toBeNull();
  }
  return least;
}

it('a line of the kind that is timed is recognised before it is spoilt, and is within the limit', () => {
  for (const character of ['a', 'é', '👍']) {
    const line = lineOf(32, character);
    expect(line.length).toBeLessThan(limits.recordLineBytes);
    expect(findRecogniser(ipEvidenceTest)!.recognise(line)).not.toBeNull();
  }
});

describe('the time to leave a line to the plain way', () => {
  it.each([
    ['whose last text has an escape', (line: string) => `${line.slice(0, -3)}\\\\"}}`],
    ['whose last field is misspelt', (line: string) => line.replace('"version":', '"versiom":')],
    ['that lacks its last bracket', (line: string) => line.slice(0, -1)],
    ['that goes on', (line: string) => `${line}}`],
  ])('%s grows with its length, not with the square of it', (_, spoil) => {
    for (const character of ['a', 'é', '👍']) {
      const [short, long] = [4, 32].map((works) => Buffer.from(spoil(lineOf(works, character).toString()))) as [
        Buffer,
        Buffer,
      ];
      const growth = long.length / short.length;
      expect(growth).toBeGreaterThan(6);
      // The first calls compile the scanner.
      timeOf(short);
      // Twice for good measure: were it the square, it would be `growth` times as much.
      expect(timeOf(long) / timeOf(short)).toBeLessThan(2 * growth);
    }
  });
});
