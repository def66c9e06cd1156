import { join } from 'node:path';
import { type LayoutFacts, layOutDisc } from '../set/disc-layout.ts';
import { createDiscFolder } from './disc-folder.ts';
import type { DiscInWork } from './disc-in-work.ts';
import { DiscTables } from './disc-tables.ts';

/** The discs of a set that is being written, with the files that stay open meanwhile. */
export interface Discs extends AsyncDisposable {
  readonly list: readonly DiscInWork[];
}

/** Starts the discs of a plan, each in a folder of its own below `staging`. */
export async function createDiscs(staging: string, plan: LayoutFacts): Promise<Discs> {
  const count = plan.discs.length;
  const list: DiscInWork[] = [];
  for (const { number } of plan.discs) {
    const tables = await DiscTables.create(join(staging, tableFile(number)));
    const folder = await createDiscFolder(join(staging, nameFolder(number, count)));
    list.push({ layout: layOutDisc(plan, number), tables, folder });
  }
  const close = async (): Promise<void> => {
    for (const { tables } of list) await tables.close();
  };
  return { list, [Symbol.asyncDispose]: close };
}

/** The folder of a disc: `disc-01-of-05`. */
export function nameFolder(number: number, count: number): string {
  const digits = Math.max(2, String(count).length);
  const [each, all] = [number, count].map((value) => String(value).padStart(digits, '0'));
  return `disc-${each}-of-${all}`;
}

/** The file beside the discs that holds the table of blocks of one of them while the set is being written. */
export function tableFile(number: number): string {
  return `.blocks-${number}`;
}
