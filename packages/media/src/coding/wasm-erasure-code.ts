import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * Reed–Solomon over GF(2^8), systematic: so many data shards, followed by so many parity shards, from any of which, as
 * many as there are data shards, the data follow. Source: docs/media-format.md § The code.
 */
export interface ErasureCode {
  /**
   * Fills the parity shards. `shards` holds all shards one after the other, each of the same length; together at most
   * 255.
   */
  encode(shards: Uint8Array, data: number, parity: number): void;
  /**
   * Fills the data shards that are not `present`; parity shards that are missing stay as they are. False where fewer
   * shards are present than there are data shards.
   */
  reconstruct(shards: Uint8Array, data: number, parity: number, present: readonly boolean[]): boolean;
}

/** As much of WebAssembly as is needed; the types of Node have none of it. */
interface WebAssembly {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: object };
}

/** What the module of the Rust crate `reed-solomon-erasure` exports. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  encode(shards: number, length: number, data: number, parity: number): number;
  reconstruct(
    shards: number,
    length: number,
    data: number,
    parity: number,
    present: number,
    presentLength: number,
  ): number;
  __wbindgen_malloc(length: number): number;
  __wbindgen_free(pointer: number, length: number): void;
}

const TOO_FEW_PRESENT = 10;

/** Memory of the module beyond which it is started anew. */
const MOST_BYTES = 24 << 20;

/**
 * The crate as WebAssembly, called directly: the package's own wrapper frees the flags of `reconstruct` a second time,
 * after which results are wrong without an error.
 */
export function createWasmErasureCode(): ErasureCode {
  const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssembly };
  const module = new WebAssembly.Module(readFileSync(findAsset('reed_solomon_erasure_bg.wasm')));
  const start = (): Exports => new WebAssembly.Instance(module).exports as Exports;
  let wasm = start();

  /** Lends `bytes` to the module, which works on its copy; what `perform` leaves there is copied back by `take`. */
  function lend(bytes: Uint8Array, perform: (pointer: number) => number, take: (copy: Uint8Array) => void): number {
    // Its allocator never gives anything back, and pieces of many lengths leave gaps: in time it would take all memory.
    if (wasm.memory.buffer.byteLength > MOST_BYTES) wasm = start();
    const pointer = wasm.__wbindgen_malloc(bytes.length);
    viewMemory(pointer, bytes.length).set(bytes);
    const result = perform(pointer);
    if (result === 0) take(viewMemory(pointer, bytes.length));
    wasm.__wbindgen_free(pointer, bytes.length);
    return result;
  }

  /** A view that holds only until the memory grows. */
  function viewMemory(pointer: number, length: number): Uint8Array {
    return new Uint8Array(wasm.memory.buffer, pointer, length);
  }

  return {
    encode(shards, data, parity) {
      const dataBytes = (shards.length / (data + parity)) * data;
      const result = lend(
        shards,
        (pointer) => wasm.encode(pointer, shards.length, data, parity),
        (copy) => shards.set(copy.subarray(dataBytes), dataBytes),
      );
      if (result !== 0) throw new RangeError(`Reed-Solomon cannot encode ${data} + ${parity} shards (${result}).`);
    },
    reconstruct(shards, data, parity, present) {
      const dataBytes = (shards.length / (data + parity)) * data;
      const result = lend(
        shards,
        (pointer) => {
          // The module frees these itself.
          const flags = wasm.__wbindgen_malloc(present.length);
          viewMemory(flags, present.length).set(present.map(Number));
          return wasm.reconstruct(pointer, shards.length, data, parity, flags, present.length);
        },
        (copy) => shards.set(copy.subarray(0, dataBytes)),
      );
      if (result === TOO_FEW_PRESENT) return false;
      if (result !== 0) throw new RangeError(`Reed-Solomon cannot restore ${data} + ${parity} shards (${result}).`);
      return true;
    },
  };
}

/** The files that this package reads when it runs, beside its modules. */
type AssetName = 'restore.mjs' | 'MEDIA-FORMAT.md' | 'reed_solomon_erasure_bg.wasm';

/**
 * Where a file lies: in the folder `disc-files` of this package, or, where the package has become part of a program in
 * few files, in a folder of that name beside them.
 */
export function findAsset(name: AssetName): URL {
  const own = new URL(`../../disc-files/${name}`, import.meta.url);
  const bundled = new URL(`./disc-files/${name}`, import.meta.url);
  if (existsSync(own)) return own;
  if (existsSync(bundled)) return bundled;
  const require = createRequire(import.meta.url);
  return new URL(`file://${require.resolve('@digitaldefiance/reed-solomon-erasure.wasm/wasm')}`);
}
