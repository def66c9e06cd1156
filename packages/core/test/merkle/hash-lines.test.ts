import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { findLineEnds } from '../../src/lines/read-lines.ts';
import { createRunLeaves, hashLines } from '../../src/merkle/hash-lines.ts';
import { PlainHasher, type RunHasher } from '../../src/merkle/run-hasher.ts';
import { leafSalt } from '../../src/merkle/salts.ts';
import { MerkleRoot, type Subtree } from '../../src/merkle/tree.ts';
import { WasmHasher } from '../../src/merkle/wasm-hasher.ts';
import { naiveLeaf, naiveRoot } from './naive-root.ts';

const saltKey = new Uint8Array(32).fill(9);
const document = Buffer.from('{"format":"scelle.content/1"}');

/** Lines of various lengths, without their newlines; some are empty. */
function makeLines(count: number): Buffer[] {
  return Array.from({ length: count }, (_, index) => Buffer.from(`${index}é`.repeat((index * 7) % 5)));
}

/** Lines of many lengths: of those around the ends of blocks, and of the longest. */
const lengths = [0, 1, 38, 39, 46, 47, 48, 55, 56, 63, 64, 65, 110, 111, 112, 640, 1_000, 65_535, 65_536];

function joinLines(lines: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(lines.flatMap((line) => [line, Uint8Array.of(10)]));
}

/** The largest complete subtrees that cover a range of leaves, found by asking at each leaf how large one may be. */
function naiveSubtrees(lines: readonly Uint8Array[], firstLeaf: number): Subtree[] {
  const leaves = lines.map((line, index) => naiveLeaf(saltKey, firstLeaf + index, line));
  const subtrees: Subtree[] = [];
  for (let done = 0; done < lines.length; done += subtrees.at(-1)!.leaves) {
    let size = 1;
    while ((firstLeaf + done) % (2 * size) === 0 && done + 2 * size <= lines.length) size *= 2;
    subtrees.push({ leaves: size, root: naiveRoot(leaves.slice(done, done + size)) });
  }
  return subtrees;
}

function naiveRootOf(lines: readonly Uint8Array[]): Uint8Array {
  return naiveRoot([document, ...lines].map((bytes, index) => naiveLeaf(saltKey, index, bytes)));
}

function toText(subtrees: readonly Subtree[]): string[] {
  return subtrees.map(({ leaves, root }) => `${leaves} ${toHex(root)}`);
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

const hashers: [string, RunHasher][] = [
  ['the plain hasher', new PlainHasher()],
  ['the WebAssembly', WasmHasher.create()!],
];

describe.each(hashers)('hashLines, with %s,', (_, hasher) => {
  function hashRun(lines: readonly Uint8Array[], firstLeaf: number): Subtree[] {
    const bytes = joinLines(lines);
    return hashLines(saltKey, { lines: bytes, ends: findLineEnds(bytes), firstLeaf }, null, hasher);
  }

  /** The root over leaf 0 and the lines, which are hashed in runs that end before these indices. */
  function rootOfRuns(lines: readonly Uint8Array[], cuts: readonly number[]): string {
    const tree = new MerkleRoot();
    tree.push(naiveLeaf(saltKey, 0, document));
    const bounds = [0, ...cuts, lines.length];
    for (const [run, end] of bounds.slice(1).entries()) {
      const start = bounds[run]!;
      for (const subtree of hashRun(lines.slice(start, end), 1 + start)) tree.pushSubtree(subtree);
    }
    expect(tree.leaves).toBe(1 + lines.length);
    return toHex(tree.root());
  }

  it('gives the naive root for up to 24 lines, split in two runs at every place', () => {
    for (let count = 0; count <= 24; count++) {
      const lines = makeLines(count);
      const root = toHex(naiveRootOf(lines));
      for (let cut = 0; cut <= count; cut++) expect(rootOfRuns(lines, [cut])).toBe(root);
    }
  });

  it('gives the naive root however many lines are split in however many runs', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.array(fc.nat(), { maxLength: 12 }), (count, places) => {
        const lines = makeLines(count);
        const cuts = places.map((place) => place % (count + 1)).sort((a, b) => a - b);
        expect(rootOfRuns(lines, cuts)).toBe(toHex(naiveRootOf(lines)));
      }),
      { numRuns: 50 },
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
      expect(toText(hashRun(lines, firstLeaf))).toEqual(toText(naiveSubtrees(lines, firstLeaf)));
    }
  });

  it('gives the largest complete subtrees of 1 to 70 lines from each of 1 to 70 leaves on', () => {
    const lines = makeLines(70);
    for (let place = 1; place <= 70; place++) {
      const count = ((place * 29) % 70) + 1;
      for (const [firstLeaf, some] of [
        [place, lines],
        [70, lines.slice(0, place)],
        [count, lines.slice(0, place)],
      ] as const) {
        expect(toText(hashRun(some, firstLeaf))).toEqual(toText(naiveSubtrees(some, firstLeaf)));
      }
    }
  });

  it('hashes lines of every length, in one run that takes its memory many times over', () => {
    const order = [...lengths, ...lengths.toReversed(), ...lengths.flatMap((length) => [length, 65_536, 1])];
    const lines = order.map((length, index) => Buffer.alloc(length, 32 + (index % 90)));
    expect(toText(hashRun(lines, 3))).toEqual(toText(naiveSubtrees(lines, 3)));
  });

  it('gives subtrees of 4,096 leaves at most, which join to the naive root', () => {
    const lines = Array.from({ length: 4_610 }, (_, index) => Buffer.from(`${index}`));
    const subtrees = hashRun(lines, 4_095);
    expect(subtrees.map(({ leaves }) => leaves)).toEqual([1, 4_096, 512, 1]);
    const leaves = lines.map((line, index) => naiveLeaf(saltKey, 4_095 + index, line));
    let done = 0;
    for (const { leaves: size, root } of subtrees) {
      expect(toHex(root)).toBe(toHex(naiveRoot(leaves.slice(done, done + size))));
      done += size;
    }
  });

  it('hashes nothing that is behind the last newline, whatever lies there', () => {
    const whole = Buffer.from('first\nsecond\nstale bytes of a longer run\n');
    const lines = whole.subarray(0, 20);
    const subtrees = hashLines(saltKey, { lines, ends: findLineEnds(lines), firstLeaf: 1 }, null, hasher);
    const naive = naiveSubtrees([Buffer.from('first'), Buffer.from('second')], 1);
    expect(toText(subtrees)).toEqual(toText(naive));
  });

  it('does not change the lines, and gives memory of its own', () => {
    const lines = makeLines(9);
    const before = joinLines(lines);
    const bytes = Uint8Array.from(before);
    const subtrees = hashLines(saltKey, { lines: bytes, ends: findLineEnds(bytes), firstLeaf: 1 }, null, hasher);
    const found = toText(subtrees);
    hashRun(makeLines(30), 70);
    expect(toHex(bytes)).toBe(toHex(before));
    expect(toText(subtrees)).toEqual(found);
    for (const { root } of subtrees) expect(root.buffer.byteLength).toBe(32);
  });

  it('keeps the salts and hashes of the leaves for those who want them', () => {
    const lines = Array.from({ length: 5_000 }, (_, index) => Buffer.from(`${index}`));
    const bytes = joinLines(lines);
    const kept = createRunLeaves(lines.length);
    hashLines(saltKey, { lines: bytes, ends: findLineEnds(bytes), firstLeaf: 77 }, kept, hasher);
    const salts = lines.map((_, index) => leafSalt(saltKey, 77 + index));
    const hashes = lines.map((line, index) => naiveLeaf(saltKey, 77 + index, line));
    expect(toHex(kept.salts)).toBe(toHex(Buffer.concat(salts)));
    expect(toHex(kept.hashes)).toBe(toHex(Buffer.concat(hashes)));
  });
});

describe('findHasher', () => {
  it('makes the WebAssembly where there are lines enough to pay for it, and uses it from then on', async () => {
    // The modules as they are before anybody has asked for a hasher.
    vi.resetModules();
    const { findHasher } = await import('../../src/merkle/hash-lines.ts');
    expect(findHasher(499).constructor.name).toBe('PlainHasher');
    expect(findHasher(500).constructor.name).toBe('WasmHasher');
    expect(findHasher(1)).toBe(findHasher(500));
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
