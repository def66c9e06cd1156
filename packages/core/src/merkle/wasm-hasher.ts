import { hash } from 'node:crypto';
import { instantiate, type WasmExports } from '../wasm/instantiate.ts';
import { generateNodeHash, generateSalt, initialState, saltMemory } from './hash-code.ts';
import { type RunHasher, TABLE_BYTES } from './run-hasher.ts';
import { SALT_BYTES } from './salts.ts';
import { LANES, roundWords } from './sha256-lanes.ts';
import { HASH_BYTES } from './tree.ts';

type SaltExports = WasmExports<{ compress(out: number, isIndex: 0 | 1): void }>;
type NodeExports = WasmExports<{ hashNodes(before: number, nodes: number): void }>;

const PAGE_BYTES = 65_536;
const LEAF_PREFIX = 0x00;
const PREFIX_BYTES = 1 + SALT_BYTES;

/** The memory of the salts has a part of the lines behind it, with room for the prefix of the first. */
const SALT_PAGES = 4;
const LINES_START = 128;
const LINES_BYTES = SALT_PAGES * PAGE_BYTES - LINES_START;

/** The table is behind the words of the rounds. Behind it is room for the pairs of lanes that have none. */
const TABLE_START = 512;
const NODE_PAGES = TABLE_BYTES / PAGE_BYTES + 1;

/**
 * Hashes by generated WebAssembly what is short: salts, and inner nodes, four at a time. Leaves are hashed by OpenSSL,
 * which uses the SHA instructions of the processor, where WebAssembly has none. The input of a leaf is made in place: its
 * prefix and salt are written over the end of the line before, which has been hashed.
 */
export class WasmHasher implements RunHasher {
  readonly table: Buffer;
  readonly #compress: SaltExports['compress'];
  readonly #hashNodes: NodeExports['hashNodes'];
  readonly #memory: Uint8Array;
  readonly #view: DataView;
  #lines: Uint8Array = new Uint8Array();
  /** Which bytes of the lines are in memory. */
  #start = 0;
  #end = 0;
  /** Address of the content of the last leaf. */
  #content = LINES_START;

  /** Null where there is no WebAssembly with vectors. */
  static create(): WasmHasher | null {
    const salts = instantiate<SaltExports>(generateSalt(SALT_PAGES));
    const nodes = instantiate<NodeExports>(generateNodeHash(NODE_PAGES));
    return salts && nodes && new WasmHasher(salts, nodes);
  }

  private constructor(salts: SaltExports, nodes: NodeExports) {
    this.#compress = salts.compress;
    this.#memory = new Uint8Array(salts.memory.buffer);
    this.#view = new DataView(salts.memory.buffer);
    this.#hashNodes = nodes.hashNodes;
    this.table = Buffer.from(nodes.memory.buffer, TABLE_START, TABLE_BYTES);
    new Uint32Array(nodes.memory.buffer).set(roundWords);
  }

  get salt(): Uint8Array {
    return this.#memory.subarray(this.#content - SALT_BYTES, this.#content);
  }

  begin(saltKey: Uint8Array, lines: Uint8Array): Disposable {
    const { state, block, end } = saltMemory;
    this.#lines = lines;
    this.#start = 0;
    this.#end = 0;
    for (const [index, word] of initialState.entries()) this.#view.setBigUint64(state + 8 * index, word, true);
    this.#memory.set(saltKey, block);
    this.#compress(state, 0);
    this.#memory.fill(0, block, end);
    return {
      [Symbol.dispose]: () => {
        this.#memory.fill(0, state, end);
        this.#lines = new Uint8Array();
      },
    };
  }

  hashLeaf(index: number, start: number, end: number, place: number): void {
    if (end > this.#end) this.#load(start, end);
    const content = LINES_START + start - this.#start;
    const input = content - PREFIX_BYTES;
    this.#content = content;
    // Both are written modulo 2^32, the high word without its fraction.
    this.#view.setUint32(saltMemory.block, index / 0x1_0000_0000);
    this.#view.setUint32(saltMemory.block + 4, index);
    this.#memory[input] = LEAF_PREFIX;
    this.#compress(content - SALT_BYTES, 1);
    // A new view and a Latin-1 string are the fastest that Node has for this.
    const bytes = new Uint8Array(this.#view.buffer, input, PREFIX_BYTES + end - start);
    this.table.write(hash('sha256', bytes, 'binary'), HASH_BYTES * place, 'latin1');
  }

  hashNodes(nodes: number, children: number): void {
    const before = TABLE_START + HASH_BYTES * children - 1;
    for (let node = 0; node < nodes; node += LANES) {
      this.#hashNodes(before + 2 * HASH_BYTES * node, TABLE_START + HASH_BYTES * node);
    }
  }

  /** Brings a leaf into memory, and as much of what follows as there is room for. */
  #load(start: number, end: number): void {
    const part = this.#lines.subarray(start, start + LINES_BYTES);
    if (part.length < end - start) throw new RangeError(`There are ${part.length} bytes of a line of ${end - start}.`);
    this.#memory.set(part, LINES_START);
    this.#start = start;
    this.#end = start + part.length;
  }
}
