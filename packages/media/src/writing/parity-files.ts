import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { mapInOrder } from '@scelle/core';
import type { CodingThreads } from '../coding/coding-threads.ts';
import { RUN_BYTES } from '../geometry/constants.ts';
import { attempt } from './disc-folder.ts';
import type { DiscInWork } from './disc-in-work.ts';
import { toRuns } from './write-area-file.ts';

/** Creates the files of a disc below `prefix`, in their lengths, to be written at any place. */
export async function createAreaFiles({ folder, layout }: DiscInWork, prefix: string): Promise<void> {
  for (const { path, bytes } of layout.files.filter((file) => file.path.startsWith(prefix))) {
    const handle = await folder.open(path);
    await attempt(path, () => handle.truncate(bytes)).finally(() => handle.close());
  }
}

/** Reads the files of a disc below `prefix` again, and notes their digests and those of their runs and blocks. */
export async function digestAreaFiles(
  { folder, layout, tables }: DiscInWork,
  prefix: string,
  threads: CodingThreads,
): Promise<void> {
  const { blockBytes } = layout;
  for (const { path, bytes } of layout.files.filter((file) => file.path.startsWith(prefix))) {
    const whole = createHash('sha256');
    const digest = (run: Uint8Array) => {
      whole.update(run);
      return threads.perform({ kind: 'digest', run, blockBytes });
    };
    const pieces = createReadStream(join(folder.path, path), { highWaterMark: RUN_BYTES });
    for await (const digests of mapInOrder(toRuns(pieces), threads.concurrency, digest)) await tables.add(digests);
    folder.note(path, { sha256: whole.digest('hex'), bytes });
  }
}
