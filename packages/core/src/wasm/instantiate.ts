/** What a generated module exports: its memory, and a function. */
export type WasmExports<Functions> = Functions & { readonly memory: { readonly buffer: ArrayBuffer } };

/** As much of WebAssembly as is needed; the types of Node have none of it. */
interface WebAssembly<Exports> {
  validate(module: BufferSource): boolean;
  readonly Module: new (module: BufferSource) => object;
  readonly Instance: new (module: object) => { readonly exports: Exports };
}

type BufferSource = Uint8Array<ArrayBuffer>;

/**
 * A module that is valid wherever vectors are known: a function that fills a vector with a byte (`i8x16.splat`) and drops
 * it. Its bytes are written out, so that a fault of the generator is not taken for a processor without vectors.
 */
const vectorProbe = Uint8Array.from(
  [
    [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    [0x01, 0x04, 0x01, 0x60, 0x00, 0x00],
    [0x03, 0x02, 0x01, 0x00],
    [0x0a, 0x09, 0x01, 0x07, 0x00, 0x41, 0x00, 0xfd, 0x0f, 0x1a, 0x0b],
  ].flat(),
);

/**
 * An instance of a generated module; null where there is no WebAssembly (`node --jitless`), or none that knows vectors.
 * Throws what the engine says of a module that is not valid: a fault of the generator, never of the machine.
 */
export function instantiate<Functions>(module: BufferSource): WasmExports<Functions> | null {
  const { WebAssembly } = globalThis as { readonly WebAssembly?: WebAssembly<WasmExports<Functions>> };
  if (!WebAssembly?.validate(vectorProbe)) return null;
  return new WebAssembly.Instance(new WebAssembly.Module(module)).exports;
}
