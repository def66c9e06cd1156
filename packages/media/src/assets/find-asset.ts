import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The files that this package reads when it runs, beside its modules. */
export type AssetName = 'restore.mjs' | 'MEDIA-FORMAT.md' | 'reed_solomon_erasure_bg.wasm';

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
