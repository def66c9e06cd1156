import { PlainHasher } from './plain-hasher.ts';
import type { RunHasher } from './run-hasher.ts';
import { WasmHasher } from './wasm-hasher.ts';

/** Fewer lines are hashed before the faster functions would be made. */
const MANY_LINES = 500;

let plain: PlainHasher | undefined;
let fast: WasmHasher | null | undefined;

/** The hasher for a run of so many lines, made when it is first asked for: WebAssembly where there is any, and it pays. */
export function findHasher(lines: number): RunHasher {
  if (lines >= MANY_LINES && fast === undefined) fast = WasmHasher.create();
  if (fast) return fast;
  plain ??= new PlainHasher();
  return plain;
}
