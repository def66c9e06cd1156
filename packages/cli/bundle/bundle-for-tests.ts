import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type RolldownOptions, rolldown } from 'rolldown';
import config from '../rolldown.config.ts';
import { testBundles } from './test-bundle.ts';

/**
 * Bundles the command once before the tests, which call it hundreds of times: from its sources it starts in a second.
 * Each run has a bundle of its own, because several may go on at once. What it returns removes it.
 */
export async function setup(): Promise<() => Promise<void>> {
  const folder = join(testBundles, String(process.pid));
  await mkdir(testBundles, { recursive: true });
  // The command reads its version from the file above it.
  await copyFile(join(import.meta.dirname, '..', 'package.json'), join(testBundles, 'package.json'));
  const { output, ...input } = config as RolldownOptions;
  const bundle = await rolldown(input);
  await bundle.write({ ...(Array.isArray(output) ? output[0] : output), dir: folder });
  await bundle.close();
  process.env['SCELLE_TEST_BUNDLE'] = folder;
  return () => rm(folder, { recursive: true, force: true });
}
