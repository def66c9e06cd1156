import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeIndexSector, encodeSection, PAYLOAD_BYTES } from '../index-sectors/index-sector.ts';
import { HEADS_PER_COPY, INDEX_COPIES } from '../planning/disc-space.ts';
import { attempt } from './disc-folder.ts';
import type { DiscInWork } from './disc-in-work.ts';

/** What the index of every disc begins and ends with. */
export interface IndexHead {
  readonly setKey: string;
  readonly description: Uint8Array;
  readonly signature: Uint8Array;
  /** The table of runs of each disc of the set, in their order. */
  readonly runs: readonly Uint8Array[];
}

/** Path of a copy of the index, counted from 1. */
export function indexPath(copy: number): string {
  return `index/${copy}.bin`;
}

/**
 * Writes the copies of a disc's index: the head, the table of the disc's own blocks, the head again.
 * Source: docs/media-format.md § A disc.
 */
export async function writeIndex({ folder, tables, layout }: DiscInWork, head: IndexHead): Promise<void> {
  const first = indexPath(1);
  const file = await folder.create(first);
  for (let times = 0; times < HEADS_PER_COPY; times += 1) {
    for (const section of encodeHead(head, layout.number)) await file.append(section);
    if (times > 0) continue;
    const count = Math.ceil(tables.blocksBytes / PAYLOAD_BYTES);
    for (let index = 0; index < count; index += 1) {
      const at = index * PAYLOAD_BYTES;
      const payload = await tables.readBlocks(at, Math.min(PAYLOAD_BYTES, tables.blocksBytes - at));
      const name = { setKey: head.setKey, kind: 'blocks', subject: layout.number } as const;
      await file.append(encodeIndexSector({ ...name, disc: layout.number, index, count, payload }));
    }
  }
  const noted = await file.finish();
  for (let copy = 2; copy <= INDEX_COPIES; copy += 1) {
    const path = indexPath(copy);
    await attempt(path, () => copyFile(join(folder.path, first), join(folder.path, path)));
    folder.note(path, noted);
  }
}

/** The sectors of the head as they lie on a disc. */
export function encodeHead({ setKey, description, signature, runs }: IndexHead, disc: number): Uint8Array[] {
  return [
    encodeSection({ setKey, kind: 'description', subject: 0 }, disc, description),
    encodeSection({ setKey, kind: 'signature', subject: 0 }, disc, signature),
    ...runs.map((table, index) => encodeSection({ setKey, kind: 'runs', subject: index + 1 }, disc, table)),
  ];
}
