import { block, branch, branchIf, type Local, loop, type Statement, type V128 } from '../wasm/code.ts';
import { encodeModule, WasmFunction } from '../wasm/module.ts';
import { get, i32, loadLane, op, set, shuffle, storeLane } from '../wasm/operations.ts';
import { LANES, Sha256Lanes, splat } from './sha256-lanes.ts';
import { HASH_BYTES } from './tree.ts';

const WORD_BYTES = 4;
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
    sha256.block.map((word, index) => gather(word, WORD_BYTES * index)),
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
    sha256.state.map((word, index) => scatter(word, WORD_BYTES * index)),
  ];
  return encodeModule({ pages, name: 'hashNodes', variables: code, body });
}

function turnWords(word: Local<'v128'>): Statement {
  return set(word, shuffle(word, bigEndian));
}

function replaceBits(word: Local<'v128'>, mask: number, bits: number): Statement {
  return set(word, op('v128.or', op('v128.and', get(word), splat(~mask)), splat(bits)));
}
