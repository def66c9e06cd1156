import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const program = join(import.meta.dirname, 'hash-input.ts');
const input = Array.from({ length: 1_234 }, (_, index) => `${'line '.repeat(index % 40)}${index}\n`).join('');

function hash(...options: string[]): { hasher: string; roots: string[] } {
  return JSON.parse(execFileSync(process.execPath, [...options, program], { input, encoding: 'utf8' }));
}

/** A processor that V8 has no vectors for is one that V8 is told not to know. */
it.skipIf(process.arch !== 'x64')('where WebAssembly has no vectors, lines come to the same the plain way', () => {
  const [usual, plain] = [hash(), hash('--no-enable-sse4-1')];
  expect([usual.hasher, plain.hasher]).toEqual(['WasmHasher', 'PlainHasher']);
  expect(plain.roots).toEqual(usual.roots);
});
