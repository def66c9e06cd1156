import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe } from 'vitest';

/** Public vectors of others, which are not part of this repository: they may lie beside it. */
const folder = resolve(fileURLToPath(new URL('../../..', import.meta.url)), 'shared/data');

/** A `describe` for vectors of others; where they are not there its tests are skipped, and the title says so. */
export function describeVectors(title: string, path: string, tests: () => void): void {
  const isThere = existsSync(join(folder, path));
  const note = isThere ? '' : ` (skipped: the public vectors shared/data/${path} are not beside the repository)`;
  describe.skipIf(!isThere)(`${title}${note}`, tests);
}

/** A file of vectors as JSON. */
export function readVectors<Vectors>(path: string): Vectors {
  return JSON.parse(readFileSync(join(folder, path), 'utf8')) as Vectors;
}

/** The files of a folder: their names and bytes. */
export function readVectorFiles(path: string): { readonly name: string; readonly bytes: Uint8Array }[] {
  return readdirSync(join(folder, path))
    .sort()
    .map((name) => ({ name, bytes: readFileSync(join(folder, path, name)) }));
}

/** Groups of tests, as Wycheproof has them. */
export interface Wycheproof<Group, Test> {
  readonly numberOfTests: number;
  readonly testGroups: readonly (Group & {
    readonly tests: readonly (Test & {
      readonly tcId: number;
      readonly flags: readonly string[];
      readonly result: 'valid' | 'acceptable' | 'invalid';
    })[];
  })[];
}

/** Bytes of hex digits, in an array of its own. */
export function fromHex(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, 'hex'));
}
