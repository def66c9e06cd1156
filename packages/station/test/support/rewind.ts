import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@scelle/testkit';
import { reopen, type TestStation } from './test-station.ts';

/** Puts a station back to how it was, as a careless restore does. */
export async function rewind(own: TestStation, during: () => Promise<void>): Promise<void> {
  const copy = join(await temporaryFolder(), 'copy');
  own.station.close();
  await cp(own.root, copy, { recursive: true });
  await reopen(own);
  await during();
  own.station.close();
  await rm(own.root, { recursive: true });
  await cp(copy, own.root, { recursive: true });
  await reopen(own);
}
