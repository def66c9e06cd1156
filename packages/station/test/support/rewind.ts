import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@scelle/testkit';
import { type Desk, reopen } from './desk.ts';

/** Puts a station back to how it was, as a careless restore does. */
export async function rewind(desk: Desk, during: () => Promise<void>): Promise<void> {
  const copy = join(await temporaryFolder(), 'copy');
  desk.station.close();
  await cp(desk.root, copy, { recursive: true });
  await reopen(desk);
  await during();
  desk.station.close();
  await rm(desk.root, { recursive: true });
  await cp(copy, desk.root, { recursive: true });
  await reopen(desk);
}
