import type { DiscLayout } from '../set/disc-layout.ts';
import type { DiscFolder } from './disc-folder.ts';
import type { DiscTables } from './disc-tables.ts';

/** A disc that is being written. */
export interface DiscInWork {
  readonly layout: DiscLayout;
  readonly folder: DiscFolder;
  readonly tables: DiscTables;
}
