import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TextTally } from '../../src/lines/lines-summary.ts';

it('counts texts as a map would, in the order in which they came, whether given as text or as bytes', () => {
  // Few letters, so that texts come again, and share places in the cache.
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '👍'), maxLength: 4 });
  const words = fc.array(fc.tuple(word, fc.boolean()), { maxLength: 60 });
  const property = fc.property(words, (words) => {
    const tally = new TextTally();
    const expected = new Map<string, { text: string; line: number; count: number }>();
    // The same memory for all of them, as the scanner's is.
    const memory = Buffer.alloc(100);
    for (const [line, [text, asBytes]] of words.entries()) {
      const end = 1 + memory.write(`"${text}"`) - 2;
      if (asBytes) tally.addBytes(memory, 1, end, line);
      else tally.add(text, line);
      const known = expected.get(text) ?? { text, line, count: 0 };
      known.count += 1;
      expected.set(text, known);
    }
    expect([...tally.entries]).toEqual([...expected.values()]);
  });
  fc.assert(property, { numRuns: 500 });
});
