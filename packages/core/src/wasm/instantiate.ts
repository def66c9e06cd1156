/** What a generated module exports: its memory, and a function. */
export type WasmExports<Functions> = Functions & { readonly memory: { readonly buffer: ArrayBuffer } };

/** As much of WebAssembly as is needed; the types of Node have none of it. */
interface WebAssembly<Exports> {
  validate(module: BufferSource): boolean;
  readonly Module: new (module: BufferSource) => object;
  readonly Instance: new (module: object) => { readonly exports: Exports };
}

type BufferSource = Uint8Array<ArrayBuffer>;

/** An instance of the module; null where there is no WebAssembly (`node --jitless`), or none that knows vectors. */
export function instantiate<Functions>(module: BufferSource): WasmExports<Functions> | null {
  const { WebAssembly } = globalThis as { readonly WebAssembly?: WebAssembly<WasmExports<Functions>> };
  if (!WebAssembly?.validate(module)) return null;
  return new WebAssembly.Instance(new WebAssembly.Module(module)).exports;
}
