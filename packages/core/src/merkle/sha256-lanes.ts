import { branchIf, type Local, loop, type Statement, type V128 } from '../wasm/code.ts';
import type { WasmFunction } from '../wasm/module.ts';
import { get, i32, load, op, set } from '../wasm/operations.ts';

/** How many messages are hashed at a time: each lane of a vector is a word of one of them. */
export const LANES = 4;

/** FIPS 180-4 § 5.3.3. */
const initialWords = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

/** They must be in memory, from address 0 on. Source: FIPS 180-4 § 4.2.2. */
export const roundWords: readonly number[] = [
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
  0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
  0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
  0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
  0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
  0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
  0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
  0xc67178f2,
];

const WORD_BYTES = 4;
const BLOCK_WORDS = 16;
const blockWords = Array.from({ length: BLOCK_WORDS }, (_, index) => index);

/** The words of one place, of each message. */
type Word = Local<'v128'>;

type FourWords = [Word, Word, Word, Word];
type EightWords = [...FourWords, ...FourWords];

/** Code for SHA-256 of four messages of the same length. Source: FIPS 180-4 § 6.2.2. */
export class Sha256Lanes {
  /** Eight vectors. */
  readonly state: readonly Word[];
  /** A block: sixteen vectors of words, which compressing overwrites. */
  readonly block: readonly Word[];
  readonly #work: readonly Word[];
  readonly #sum: Word;
  /** Address of the words of sixteen rounds. */
  readonly #roundWords: Local<'i32'>;

  constructor(code: WasmFunction) {
    const vectors = (count: number): Word[] => Array.from({ length: count }, () => code.local('v128'));
    this.state = vectors(8);
    this.block = vectors(BLOCK_WORDS);
    this.#work = vectors(8);
    this.#sum = code.local('v128');
    this.#roundWords = code.local('i32');
  }

  /** Puts the state at its start. */
  begin(): Statement {
    return this.state.map((word, index) => set(word, splat(initialWords[index]!)));
  }

  /** Takes the block into the state. */
  compress(): Statement {
    const step = BLOCK_WORDS * WORD_BYTES;
    const lastRounds = step * (roundWords.length / BLOCK_WORDS - 1);
    return [
      this.#work.map((word, index) => set(word, get(this.state[index]!))),
      set(this.#roundWords, i32(0)),
      loop((again) => [
        blockWords.map((index) => [this.#round(index), this.#extend(index)]),
        set(this.#roundWords, op('i32.add', get(this.#roundWords), i32(step))),
        branchIf(again, op('i32.ne', get(this.#roundWords), i32(lastRounds))),
      ]),
      blockWords.map((index) => this.#round(index)),
      this.state.map((word, index) => set(word, add(get(word), get(this.#work[index]!)))),
    ];
  }

  #round(index: number): Statement {
    // Instead of the words, their names go round.
    const [a, b, c, d, e, f, g, h] = blockWords.map(
      (place) => this.#work[(BLOCK_WORDS + place - index) % 8],
    ) as EightWords;
    const chosen = op('v128.bitselect', get(f), get(g), get(e));
    const majority = op('v128.bitselect', get(c), get(b), xor(get(a), get(b)));
    const roundWord = load('v128.load32_splat', get(this.#roundWords), WORD_BYTES * index);
    return [
      set(this.#sum, add(get(h), get(this.block[index]!), roundWord, rotated(e, 6, 11, 25), chosen)),
      set(d, add(get(d), get(this.#sum))),
      set(h, add(get(this.#sum), rotated(a, 2, 13, 22), majority)),
    ];
  }

  /** Makes the word that takes the place of one which has been used. */
  #extend(index: number): Statement {
    const places = [index, index + 1, index + 9, index + 14];
    const [word, early, middle, late] = places.map((place) => this.block[place % BLOCK_WORDS]) as FourWords;
    const first = xor(rotated(early, 7, 18), op('i32x4.shr_u', get(early), i32(3)));
    const second = xor(rotated(late, 17, 19), op('i32x4.shr_u', get(late), i32(10)));
    return set(word, add(get(word), first, get(middle), second));
  }
}

/** The word in each lane. */
export function splat(word: number): V128 {
  return op('i32x4.splat', i32(word));
}

function add(...values: readonly V128[]): V128 {
  return values.reduce((sum, value) => op('i32x4.add', sum, value));
}

function xor(...values: readonly V128[]): V128 {
  return values.reduce((sum, value) => op('v128.xor', sum, value));
}

/** The word rotated to the right by each of these numbers of bits, all of them xored. */
function rotated(word: Word, ...bits: readonly number[]): V128 {
  const shifted = bits.flatMap((right) => [
    op('i32x4.shr_u', get(word), i32(right)),
    op('i32x4.shl', get(word), i32(32 - right)),
  ]);
  // biome-ignore lint/plugin: two for each rotation of SHA-256.
  return xor(...shifted);
}
