import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findLineEnds } from '../../src/lines/line-ends.ts';
import { hashLines } from '../../src/merkle/hash-lines.ts';
import { MerkleRoot, type Subtree } from '../../src/merkle/merkle-root.ts';
import { naiveLeaf, naiveRoot } from './naive-root.ts';

const saltKey = new Uint8Array(32).fill(9);
const document = Buffer.from('{"format":"scelle.content/1"}');

/** Lines of various lengths, without their newlines; some are empty. */
function makeLines(count: number): Buffer[] {
  return Array.from({ length: count }, (_, index) => Buffer.from(`${index}é`.repeat((index * 7) % 5)));
}

function hashRun(lines: readonly Uint8Array[], firstLeaf: number): Subtree[] {
  const bytes = Buffer.concat(lines.flatMap((line) => [line, Uint8Array.of(10)]));
  return hashLines(saltKey, { lines: bytes, ends: findLineEnds(bytes), firstLeaf });
}

/** The root over leaf 0 and the lines, which are hashed in runs that end before these indices. */
function rootOfRuns(lines: readonly Uint8Array[], cuts: readonly number[]): Uint8Array {
  const tree = new MerkleRoot();
  tree.push(naiveLeaf(saltKey, 0, document));
  const bounds = [0, ...cuts, lines.length];
  for (const [run, end] of bounds.slice(1).entries()) {
    const start = bounds[run]!;
    for (const subtree of hashRun(lines.slice(start, end), 1 + start)) tree.pushSubtree(subtree);
  }
  expect(tree.leaves).toBe(1 + lines.length);
  return tree.root();
}

function naiveRootOf(lines: readonly Uint8Array[]): Uint8Array {
  const content = [document, ...lines];
  return naiveRoot(content.map((bytes, index) => naiveLeaf(saltKey, index, bytes)));
}

/** The largest complete subtrees that cover a range of leaves, found by asking at each leaf how large one may be. */
function naiveSubtrees(lines: readonly Uint8Array[], firstLeaf: number): Subtree[] {
  const subtrees: Subtree[] = [];
  for (let done = 0; done < lines.length; done += subtrees.at(-1)!.leaves) {
    let leaves = 1;
    while ((firstLeaf + done) % (2 * leaves) === 0 && done + 2 * leaves <= lines.length) leaves *= 2;
    const hashes = lines.slice(done, done + leaves);
    const root = naiveRoot(hashes.map((line, index) => naiveLeaf(saltKey, firstLeaf + done + index, line)));
    subtrees.push({ leaves, root });
  }
  return subtrees;
}

describe('hashLines', () => {
  it('gives the naive root for up to 40 lines, split in two runs at every place', () => {
    for (let count = 0; count <= 40; count++) {
      const lines = makeLines(count);
      const root = naiveRootOf(lines);
      for (let cut = 0; cut <= count; cut++) expect(rootOfRuns(lines, [cut])).toEqual(root);
    }
  });

  it('gives the naive root however many lines are split in however many runs', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.array(fc.nat(), { maxLength: 12 }), (count, places) => {
        const lines = makeLines(count);
        const cuts = places.map((place) => place % (count + 1)).sort((a, b) => a - b);
        expect(rootOfRuns(lines, cuts)).toEqual(naiveRootOf(lines));
      }),
    );
  });

  it.each([
    ['1', 1],
    ['an odd index', 12_345],
    ['just before 2^16', 2 ** 16 - 5],
    ['2^16', 2 ** 16],
    ['just behind 2^16', 2 ** 16 + 1],
    ['just before 2^31', 2 ** 31 - 7],
    ['just before 2^32', 2 ** 32 - 5],
    ['2^32', 2 ** 32],
    ['just behind 2^32', 2 ** 32 + 1],
    ['far behind 2^32', 3 * 2 ** 40 + 2 ** 33 - 3],
    ['the end of what a number can count', 2 ** 53 - 24],
  ])('gives the largest complete subtrees, with the salts of their leaves, from leaf %s on', (_, firstLeaf) => {
    for (const count of [0, 1, 2, 3, 5, 8, 21]) {
      const lines = makeLines(count);
      expect(hashRun(lines, firstLeaf)).toEqual(naiveSubtrees(lines, firstLeaf));
    }
  });

  it('hashes nothing that is behind the last newline, whatever lies there', () => {
    const whole = Buffer.from('first\nsecond\nstale bytes of a longer run\n');
    const lines = whole.subarray(0, 20);
    const subtrees = hashLines(saltKey, { lines, ends: findLineEnds(lines), firstLeaf: 1 });
    expect(subtrees).toEqual(naiveSubtrees([Buffer.from('first'), Buffer.from('second')], 1));
  });
});

describe('findLineEnds', () => {
  it('does not look beyond the end of the bytes into the memory that they share', () => {
    const memory = Buffer.from('a\nbc\nd\n');
    expect([...findLineEnds(memory.subarray(0, 6))]).toEqual([2, 5]);
    expect([...findLineEnds(memory.subarray(2, 4))]).toEqual([]);
    expect([...findLineEnds(new Uint8Array())]).toEqual([]);
  });
});
