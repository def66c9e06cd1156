import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { extractSodium } from './extract.ts';

const file = join(import.meta.dirname, '../../src/sodium/binary.ts');

/** `SCELLE_UPDATE_SODIUM=1` takes over another version of the package. */
it('the WebAssembly in the sources is, byte for byte, that of the package libsodium', async () => {
  const extracted = await extractSodium();
  if (process.env['SCELLE_UPDATE_SODIUM'] === '1') await writeFile(file, extracted);
  // Not `toBe`, which prints three hundred kilobytes where they differ.
  expect((await readFile(file, 'utf8')) === extracted).toBe(true);
});
