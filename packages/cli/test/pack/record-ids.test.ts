import { createHash, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordIds } from '../../src/pack/record-ids.ts';

const encode = (lines: readonly string[]) => new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''));
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes).split('\n').slice(0, -1);

const pool = Array.from({ length: 40 }, () => randomUUID());
const withId = (id: string) => [`{"recordId":"${id}","at":1}`, `{"at":1, "recordId" : "${id}"}`];
const line = fc.oneof(
  fc.constantFrom(...pool.flatMap(withId)),
  // None of these has an id that a record may have.
  fc.constantFrom('', '{}', `{"recordId":"${pool[0]!.toUpperCase()}"}`, '{"recordId":"0-1"}', '{"recordId":"'),
);

/** The id in a line, found the slow way. */
const idOf = (text: string) => /"recordId"\s*:\s*"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"/.exec(text)?.[1];

describe('the record ids of a batch', () => {
  it('leave out what a set of them would leave out, over several runs', () => {
    fc.assert(
      fc.property(fc.array(fc.array(line, { maxLength: 30 }), { maxLength: 5 }), (runs) => {
        const [ids, known] = [new RecordIds(), new Set<string>()];
        for (const lines of runs) {
          const isNew = lines.map((text) => {
            const id = idOf(text);
            const repeats = id !== undefined && known.has(id);
            if (id !== undefined) known.add(id);
            return !repeats;
          });
          const run = ids.takeRun(encode(lines));
          const kept = lines.flatMap((text, position) => (isNew[position] ? [{ text, position }] : []));
          expect(run.count).toBe(lines.length);
          expect(decode(run.lines)).toEqual(kept.map(({ text }) => text));
          expect(kept.map((_, at) => run.positionOf(at))).toEqual(kept.map(({ position }) => position));
          expect(run.repeated.map(({ position }) => position)).toEqual(
            lines.flatMap((_, position) => (isNew[position] ? [] : [position])),
          );
        }
      }),
    );
  });

  it('are all found again once there are more than there was room for', () => {
    const lines = Array.from({ length: 20_000 }, () => withId(randomUUID())[0]!);
    const ids = new RecordIds();
    expect(ids.takeRun(encode(lines)).repeated).toEqual([]);
    expect(ids.takeRun(encode(lines)).repeated.length).toBe(lines.length);
  });

  it('give a digest that tells records apart by their ids, and lines without one by all of them', () => {
    const digestOf = (...lines: readonly string[]) => {
      const digest = createHash('sha256');
      new RecordIds().takeRun(encode(lines), digest);
      return digest.digest('hex');
    };
    const [one, other] = withId(pool[0]!) as [string, string];
    expect(digestOf(other)).toBe(digestOf(one));
    expect(digestOf(withId(pool[1]!)[0]!)).not.toBe(digestOf(one));
    expect(digestOf('{"a":1}')).not.toBe(digestOf('{"a":2}'));
  });
});
