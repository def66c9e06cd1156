import {
  block,
  branch,
  branchIf,
  block as codeBlock,
  type I64,
  type Local,
  loop,
  type Statement,
  type V128,
} from '../wasm/code.ts';
import { encodeModule, WasmFunction } from '../wasm/module.ts';
import { get, i32, i64, load, loadLane, op, set, shuffle, store, storeLane } from '../wasm/operations.ts';
import { SALT_BYTES, SALT_KEY_BYTES } from './salts.ts';
import { LANES, Sha256Lanes, splat } from './sha256-lanes.ts';
import { HASH_BYTES } from './tree.ts';

const initialWords = [
  0x6a09e667f3bcc908n,
  0xbb67ae8584caa73bn,
  0x3c6ef372fe94f82bn,
  0xa54ff53a5f1d36f1n,
  0x510e527fade682d1n,
  0x9b05688c2b3e6c1fn,
  0x1f83d9abfb41bd6bn,
  0x5be0cd19137e2179n,
];

/** The state before the first block. Source: RFC 7693 §§ 2.6 and 3.3. */
export const initialState: readonly bigint[] = initialWords.map((word, index) =>
  index === 0 ? word ^ BigInt(0x0101_0000 | (SALT_KEY_BYTES << 8) | SALT_BYTES) : word,
);

/** Which words of the block are taken in which order, in each round. Source: RFC 7693 § 2.7. */
const orders: readonly (readonly number[])[] = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
  [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
  [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
  [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
  [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
  [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
  [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
  [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
  [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
];
const ROUNDS = 12;

/** The words that are mixed with each other in each round: columns, then diagonals. Source: RFC 7693 § 3.2. */
const mixes = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
] as const;

const WORD_BYTES = 8;
const STATE_WORDS = 8;
/** A key fills the first words of a block, and an index only one; the others are zero, and need not be added. */
const BLOCK_WORDS = SALT_KEY_BYTES / WORD_BYTES;
const BLOCK_BYTES = 128;
const INDEX_BYTES = 8;

/** Where the state is in memory, the words of the block that are not zero, and the end of both. */
export const saltMemory = { state: 0, block: 64, end: 96 } as const;

/**
 * Generates `compress(out, isIndex)`, one compression of the keyed BLAKE2b-128 of an index. A first block, which is the
 * key, puts the new state at `out`; the second, which is the index, puts the salt there.
 * Source: RFC 7693 §§ 3.2 and 3.3.
 */
export function generateSalt(pages: number): Uint8Array<ArrayBuffer> {
  const code = new WasmFunction(2);
  const out = get(code.parameter(0));
  const isIndex = get(code.parameter(1));
  const block = Array.from({ length: BLOCK_WORDS }, () => code.local('i64'));
  const work = Array.from({ length: 2 * STATE_WORDS }, () => code.local('i64'));
  const word = (place: number): I64 => get(work[place]!);

  const state = (place: number): I64 => load('i64.load', i32(saltMemory.state), WORD_BYTES * place);
  const add = (place: number, other: number, blockWord = BLOCK_WORDS): Statement => {
    const sum = op('i64.add', word(place), word(other));
    return set(work[place]!, blockWord < BLOCK_WORDS ? op('i64.add', sum, get(block[blockWord]!)) : sum);
  };
  const xor = (place: number, value: I64): Statement => set(work[place]!, op('i64.xor', word(place), value));
  const xorAndRotate = (place: number, other: number, bits: bigint): Statement =>
    set(work[place]!, op('i64.rotr', op('i64.xor', word(place), word(other)), i64(bits)));
  const round = (order: readonly number[]): Statement =>
    mixes.map(([a, b, c, d], mix) => [
      [add(a, b, order[2 * mix]), xorAndRotate(d, a, 32n), add(c, d), xorAndRotate(b, c, 24n)],
      [add(a, b, order[2 * mix + 1]), xorAndRotate(d, a, 16n), add(c, d), xorAndRotate(b, c, 63n)],
    ]);
  const put = (place: number): Statement => {
    const value = op('i64.xor', state(place), op('i64.xor', word(place), word(place + STATE_WORDS)));
    return store('i64.store', out, WORD_BYTES * place, value);
  };

  const length = op('i32.add', i32(BLOCK_BYTES), op('i32.mul', isIndex, i32(INDEX_BYTES)));
  const body = [
    block.map((local, place) => set(local, load('i64.load', i32(saltMemory.block), WORD_BYTES * place))),
    work.map((local, place) =>
      set(local, place < STATE_WORDS ? state(place) : i64(initialWords[place - STATE_WORDS]!)),
    ),
    xor(12, op('i64.extend_i32_u', length)),
    // The last block is told from the others by a word of ones.
    xor(14, op('i64.sub', i64(0n), op('i64.extend_i32_u', isIndex))),
    Array.from({ length: ROUNDS }, (_, index) => round(orders[index % orders.length]!)),
    [0, 1].map(put),
    codeBlock((end) => [branchIf(end, isIndex), [2, 3, 4, 5, 6, 7].map(put)]),
  ];
  return encodeModule({ pages, name: 'compress', variables: code, body });
}

const STATE_WORD_BYTES = 4;
const PAIR_BYTES = 2 * HASH_BYTES;
const lanes = Array.from({ length: LANES }, (_, lane) => lane);
/** SHA-256 has its words the other way round than WebAssembly. */
const bigEndian = [3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12];

/**
 * Generates `hashNodes(before, nodes)`, which takes four pairs of hashes, one behind the other, and puts the hashes of
 * their nodes at `nodes`, which may be where the pairs were. `before` is the address of the byte before the pairs: words
 * that begin there are those of the input, except for the prefix. Source: RFC 9162 § 2.1.1.
 */
export function generateNodeHash(pages: number): Uint8Array<ArrayBuffer> {
  const code = new WasmFunction(2);
  const before = get(code.parameter(0));
  const nodes = get(code.parameter(1));
  const sha256 = new Sha256Lanes(code);
  const [first, ...others] = sha256.block as [Local<'v128'>, ...Local<'v128'>[]];
  const isPadding = code.local('i32');
  const gather = (word: Local<'v128'>, offset: number): Statement => {
    const addWord = (vector: V128, lane: number) => loadLane(before, PAIR_BYTES * lane + offset, vector, lane);
    return [set(word, lanes.reduce(addWord, splat(0))), turnWords(word)];
  };
  const scatter = (word: Local<'v128'>, offset: number): Statement => [
    turnWords(word),
    lanes.map((lane) => storeLane(nodes, HASH_BYTES * lane + offset, get(word), lane)),
  ];
  const body = [
    sha256.begin(),
    sha256.block.map((word, index) => gather(word, STATE_WORD_BYTES * index)),
    replaceBits(first, 0xff00_0000, 0x0100_0000),
    block((end) =>
      loop((again) => [
        sha256.compress(),
        branchIf(end, get(isPadding)),
        set(isPadding, i32(1)),
        // The second block is the last byte of the pair, and the padding: FIPS 180-4 § 5.1.1.
        gather(first, PAIR_BYTES),
        replaceBits(first, 0x00ff_ffff, 0x0080_0000),
        others.map((word) => set(word, splat(0))),
        set(others.at(-1)!, splat(8 * (1 + PAIR_BYTES))),
        branch(again),
      ]),
    ),
    sha256.state.map((word, index) => scatter(word, STATE_WORD_BYTES * index)),
  ];
  return encodeModule({ pages, name: 'hashNodes', variables: code, body });
}

function turnWords(word: Local<'v128'>): Statement {
  return set(word, shuffle(word, bigEndian));
}

function replaceBits(word: Local<'v128'>, mask: number, bits: number): Statement {
  return set(word, op('v128.or', op('v128.and', get(word), splat(~mask)), splat(bits)));
}
