import { closedObject, instant, name, safeInteger, text } from '../../src/canonical/text.ts';
import { type Segment, segments } from '../../src/record/ip-evidence.ts';
import type { Profile } from '../../src/record/profile.ts';

/** A record with what a batch needs to know of it, and as much padding as a test wants. */
export interface Sketch {
  readonly number: number;
  readonly controller: string;
  readonly occurredAt: string;
  readonly agent: string | null;
  readonly segments: readonly Segment[];
  readonly padding: string;
}

/** The profile of sketches: the rules of real records are tested elsewhere. */
export const sketchProfile: Profile<Sketch> = {
  name: 'sketch/1',
  test: true,
  schema: closedObject({
    number: safeInteger(0, Number.MAX_SAFE_INTEGER),
    controller: name(),
    occurredAt: instant(),
    agent: text(128).nullable(),
    segments: segments(),
    padding: text(65_536),
  }),
  facts: ({ number, ...facts }) => ({ recordId: String(number), ...facts }),
};

/** A sketch; everything that is not told has a value. */
export function sketch(changes: Partial<Sketch> = {}): Sketch {
  return {
    number: 0,
    controller: 'sacem',
    occurredAt: '2026-11-02T12:00:00Z',
    agent: null,
    segments: [],
    padding: '',
    ...changes,
  };
}

/** A sketch whose line, with its newline, has exactly so many bytes. */
export function sketchOfLength(lineBytes: number, changes: Partial<Sketch> = {}): Sketch {
  const short = JSON.stringify(sketch(changes)).length + 1;
  return sketch({ ...changes, padding: 'x'.repeat(lineBytes - short) });
}
