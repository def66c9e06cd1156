import { SODIUM_MEMORY, SODIUM_WASM, sodiumNames } from './binary.ts';

/** The functions of libsodium that are in use, by their names there; addresses and lengths are numbers of bytes. */
type SodiumFunctions = { readonly [name in keyof typeof sodiumNames]: (...args: readonly number[]) => number };

/** libsodium, and the memory that it works in. */
interface Sodium {
  readonly functions: SodiumFunctions;
  readonly memory: Memory;
}

interface Memory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** As much of WebAssembly as is needed; the types of Node have none of it. */
interface WebAssembly {
  readonly Module: new (module: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Readonly<Record<string, unknown>> };
}

const PAGE_BYTES = 65_536;

/** Room that is taken beyond what is asked for, so that the memory grows seldom. */
const SPARE_PAGES = 16;

let instance: Sodium | null = null;

/** What a call of libsodium works with: places in its memory, which are overwritten and given back when the call is over. */
interface Call {
  readonly functions: SodiumFunctions;
  /** The address of a copy of the bytes. */
  put(bytes: Uint8Array): number;
  /** The address of room for so many bytes. */
  reserve(length: number): number;
  /** A copy of the bytes at an address. */
  get(address: number, length: number): Uint8Array<ArrayBuffer>;
}

/**
 * Calls libsodium, which is compiled when it is first called: a module that waited for it while it was loaded could not be
 * loaded by `require`. Nothing that was put into its memory stays there. Throws where there is no WebAssembly.
 */
export function callSodium<Result>(work: (call: Call) => Result): Result {
  instance ??= start();
  const { functions, memory } = instance;
  const places: { readonly address: number; readonly length: number }[] = [];
  const reserve = (length: number) => {
    const address = functions.malloc(Math.max(length, 1)) >>> 0;
    if (address === 0) throw new RangeError(`libsodium has no memory for ${length} bytes.`);
    places.push({ address, length });
    return address;
  };
  try {
    return work({
      functions,
      reserve,
      put(bytes) {
        const address = reserve(bytes.length);
        new Uint8Array(memory.buffer).set(bytes, address);
        return address;
      },
      get: (address, length) => new Uint8Array(memory.buffer).slice(address, address + length),
    });
  } finally {
    for (const { address, length } of places) {
      new Uint8Array(memory.buffer, address, length).fill(0);
      functions.free(address);
    }
  }
}

function start(): Sodium {
  const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssembly };
  const random = new Uint32Array(1);
  // What libsodium asks of its surroundings, under the names that its compiler gave: a failed assertion, a random number,
  // an abort, more memory.
  const surroundings = {
    a: abort,
    b: () => globalThis.crypto.getRandomValues(random)[0],
    c: abort,
    d: (bytes: number) => grow(bytes >>> 0),
  };
  const module = new WebAssembly.Module(decodeBinary());
  const { exports } = new WebAssembly.Instance(module, { a: surroundings });
  const memory = exports[SODIUM_MEMORY] as Memory;

  function grow(bytes: number): number {
    try {
      memory.grow(Math.ceil((bytes - memory.buffer.byteLength) / PAGE_BYTES) + SPARE_PAGES);
      return 1;
    } catch {
      return 0;
    }
  }

  const named = Object.entries(sodiumNames).map(([name, short]) => [name, exports[short]] as const);
  const functions = Object.fromEntries(named) as unknown as SodiumFunctions;
  if (functions.sodium_init() < 0) abort();
  return { functions, memory };
}

function abort(): never {
  throw new Error('libsodium ended itself.');
}

/** Without `Buffer`, which browsers have not. */
function decodeBinary(): Uint8Array {
  const text = atob(SODIUM_WASM);
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) bytes[index] = text.charCodeAt(index);
  return bytes;
}
