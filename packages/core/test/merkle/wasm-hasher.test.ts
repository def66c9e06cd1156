import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { TABLE_HASHES } from '../../src/merkle/run-hasher.ts';
import { leafSalt } from '../../src/merkle/salts.ts';
import { hashLeaf, hashNode } from '../../src/merkle/tree.ts';
import { WasmHasher } from '../../src/merkle/wasm-hasher.ts';

const saltKey = fc.uint8Array({ minLength: 32, maxLength: 32 });
const powers = [8, 16, 31, 32, 40, 52].map((bits) => 2 ** bits);
const indices = [0, 1, 2, 3, ...powers.flatMap((power) => [power - 1, power, power + 1]), 2 ** 53 - 1];
const index = fc.oneof(fc.maxSafeNat(), fc.constantFrom(...indices));

const hasher = WasmHasher.create()!;

/** The salt and the hash of a leaf. */
function hashOne(key: Uint8Array, index: number, content: Uint8Array): Record<'salt' | 'hash', string> {
  using _run = hasher.begin(key, content);
  hasher.hashLeaf(index, 0, content.length, 5);
  return { salt: toHex(hasher.salt), hash: toHex(hasher.table.subarray(160, 192)) };
}

function plainOne(key: Uint8Array, index: number, content: Uint8Array): Record<'salt' | 'hash', string> {
  const salt = leafSalt(key, index);
  return { salt: toHex(salt), hash: toHex(hashLeaf(salt, content)) };
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

describe('the salts of WasmHasher', () => {
  it('are those of BLAKE2b elsewhere', () => {
    // Made with: printf '%016x' INDEX | xxd -r -p | python3 -c "hashlib.blake2b(…, digest_size=16, key=bytes([7])*32)"
    const known: [number, string][] = [
      [0, '00ca3fb7319f2afca36cc83b3ed68e7d'],
      [1, '2215f7bc73411c80922883f40aab278f'],
      [65_536, '9026c23fa720ed6d7a23536df97808a8'],
      [4_294_967_297, 'e2a6e3a51016a2da13756825489faf8d'],
    ];
    const key = new Uint8Array(32).fill(7);
    expect(known.map(([index]) => [index, hashOne(key, index, new Uint8Array()).salt])).toEqual(known);
  });

  it.each(indices)('are those of libsodium for leaf %i', (index) => {
    const key = Uint8Array.from({ length: 32 }, (_, place) => 255 - 3 * place);
    expect(hashOne(key, index, Buffer.from('line'))).toEqual(plainOne(key, index, Buffer.from('line')));
  });
});

describe('the leaves of WasmHasher', () => {
  it('are those of leafSalt and hashLeaf, for whatever key, index and content', () => {
    fc.assert(
      fc.property(saltKey, index, fc.uint8Array({ maxLength: 300 }), (key, index, content) => {
        expect(hashOne(key, index, content)).toEqual(plainOne(key, index, content));
      }),
    );
  });

  it('have no bytes of what was in the memory before', () => {
    const key = new Uint8Array(32).fill(1);
    for (const length of [200_000, 65_536, 3, 0, 1, 65_535, 63]) {
      const content = new Uint8Array(length).fill(length % 251);
      expect(hashOne(key, length, content)).toEqual(plainOne(key, length, content));
    }
  });

  it('are refused where the line is longer than the memory, or not all there', () => {
    for (const [length, end] of [
      [262_144, 262_144],
      [10, 11],
    ] as const) {
      using _run = hasher.begin(new Uint8Array(32), new Uint8Array(length));
      expect(() => hasher.hashLeaf(1, 0, end, 0)).toThrow(RangeError);
    }
  });
});

describe('the nodes of WasmHasher', () => {
  it('are those of hashNode, for every number of pairs, whatever stands behind them', () => {
    for (const nodes of [0, 1, 2, 3, 4, 5, 7, 8, 9, 16, 23]) {
      for (const children of [0, 1]) expect(hashTable(nodes, children)).toEqual(plainNodes(nodes, children));
    }
  });

  it('fill half of the table where the table is full', () => {
    const nodes = TABLE_HASHES / 2;
    expect(hashTable(nodes, 0)).toEqual(plainNodes(nodes, 0));
  });

  it('are right for hashes of all kinds', () => {
    const digest = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(fc.array(digest, { minLength: 8, maxLength: 8 }), (digests) => {
        hasher.table.set(Buffer.concat(digests));
        hasher.hashNodes(4, 0);
        const expected = [0, 2, 4, 6].map((left) => toHex(hashNode(digests[left]!, digests[left + 1]!)));
        expect([0, 1, 2, 3].map((node) => toHex(hasher.table.subarray(32 * node, 32 * node + 32)))).toEqual(expected);
      }),
    );
  });

  /** Bytes that differ from hash to hash, among them 0x80 and 0xff at their ends. */
  const bytes = Uint8Array.from({ length: 32 * TABLE_HASHES }, (_, index) => (index * 37) ^ (index >> 5));

  function hashTable(nodes: number, children: number): string[] {
    hasher.table.set(bytes);
    hasher.hashNodes(nodes, children);
    return Array.from({ length: nodes }, (_, node) => toHex(hasher.table.subarray(32 * node, 32 * node + 32)));
  }

  function plainNodes(nodes: number, children: number): string[] {
    const child = (place: number) => bytes.subarray(32 * place, 32 * place + 32);
    return Array.from({ length: nodes }, (_, node) => {
      const left = children + 2 * node;
      return toHex(hashNode(child(left), child(left + 1)));
    });
  }
});

describe('the memory of WasmHasher', () => {
  it('has neither the salt key nor what BLAKE2b made of it, once a run is over, even if it failed', () => {
    const { hasher, memories } = createObserved();
    const key = Uint8Array.from({ length: 32 }, (_, place) => 201 + place);
    const isThere = () => memories.some((memory) => memory.includes(Buffer.from(key)));
    for (const end of [4, 5]) {
      const states: string[] = [];
      const hashLeaf = () => {
        using _run = hasher.begin(key, Buffer.from('line'));
        expect(isThere()).toBe(false);
        states.push(...memories.map((memory) => toHex(memory.subarray(0, 64))));
        hasher.hashLeaf(1, 0, end, 0);
      };
      if (end === 4) hashLeaf();
      else expect(hashLeaf).toThrow(RangeError);
      expect(isThere()).toBe(false);
      expect(states).toHaveLength(2);
      const [salts] = memories;
      expect(states[0]).not.toBe('00'.repeat(64));
      expect(toHex(salts!.subarray(0, 96))).toBe('00'.repeat(96));
      expect(salts!.includes(Buffer.from(states[0]!.slice(0, 32), 'hex'))).toBe(false);
    }
  });
});

/** A hasher, and the memories of its instances, that of the salts first. */
function createObserved(): { hasher: WasmHasher; memories: Buffer[] } {
  interface Instance {
    readonly exports: { readonly memory: { readonly buffer: ArrayBuffer } };
  }
  const { WebAssembly } = globalThis as unknown as { WebAssembly: { Instance: new (module: object) => Instance } };
  const memories: Buffer[] = [];
  class ObservedInstance extends WebAssembly.Instance {
    constructor(module: object) {
      super(module);
      memories.push(Buffer.from(this.exports.memory.buffer));
    }
  }
  const spy = vi.spyOn(WebAssembly, 'Instance').mockImplementation(ObservedInstance);
  const hasher = WasmHasher.create()!;
  spy.mockRestore();
  return { hasher, memories };
}
