/** The exports of a generated module. */
export interface ScannerInstance {
  readonly memory: { readonly buffer: ArrayBuffer };
  /** `position` and `end` count from the start of the text. */
  scan(position: number, end: number): number;
}

/** As much of WebAssembly as is needed; the types of Node have none of it. */
interface WebAssembly {
  validate(module: BufferSource): boolean;
  readonly Module: new (module: BufferSource) => object;
  readonly Instance: new (module: object) => { readonly exports: ScannerInstance };
}

type BufferSource = Uint8Array<ArrayBuffer>;

/** An instance of the module; null where there is no WebAssembly (`node --jitless`), or none that knows vectors. */
export function instantiateScanner(module: BufferSource): ScannerInstance | null {
  const { WebAssembly } = globalThis as { readonly WebAssembly?: WebAssembly };
  if (!WebAssembly?.validate(module)) return null;
  return new WebAssembly.Instance(new WebAssembly.Module(module)).exports;
}
