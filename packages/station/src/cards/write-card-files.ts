import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { createPublishedFile } from '@scelle/core';
import type { StationLayout } from '../folder/layout.ts';
import { encodeCardFile } from './card-file.ts';
import { listAllCards } from './card-store.ts';

/**
 * Writes every confirmed card that is not there yet into the folder `peers/`, as `<party>.<number>.card`: copies for
 * people and stock tools. The ledger decides, and what is changed there changes nothing here.
 */
export async function writeCardFiles(database: DatabaseSync, layout: StationLayout): Promise<void> {
  for (const stored of listAllCards(database)) {
    const { party, number } = stored.card;
    const path = layout.path('peers', `${party}.${String(number).padStart(6, '0')}.card`);
    if (existsSync(path)) continue;
    await using file = await createPublishedFile(path);
    await file.write(0, encodeCardFile(stored));
    await file.publish();
  }
}
