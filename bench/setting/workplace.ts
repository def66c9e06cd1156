import { access, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lockFile } from '@scelle/core';
import type { BenchOptions } from '../options.ts';
import { findGnuTime } from './tools.ts';

/** Where jobs run. Commands name files relative to the folder, and our programs as `"$NODE" "$SCELLE"`. */
export interface Workplace extends AsyncDisposable {
  readonly folder: string;
  /** All that a job has of our environment, and the same for all of them. */
  readonly environment: Readonly<Record<string, string>>;
  /** Path of GNU time, or null. */
  readonly gnuTime: string | null;
}

/**
 * Opens the folder that was asked for, or a temporary one, which is removed in the end; jobs get `environment` too. Throws
 * `target-locked` where another benchmark works in the folder.
 */
export async function openWorkplace(
  { folder, fromSource }: BenchOptions,
  environment: Readonly<Record<string, string>>,
): Promise<Workplace> {
  const scelle = inRepository(fromSource ? 'packages/cli/src/bin.ts' : 'packages/cli/dist/bin.js');
  await access(scelle);
  const home = await mkdtemp(join(tmpdir(), 'scelle-bench-'));
  const workFolder = folder ?? join(home, 'work');
  await mkdir(workFolder, { recursive: true });
  const unlock = await lockFile(join(workFolder, 'bench'));
  // What was made before may be sealed to keys that are gone.
  await rm(join(workFolder, 'out'), { recursive: true, force: true });
  for (const name of ['keys', 'out']) await mkdir(join(workFolder, name), { recursive: true });
  // The socket of gpg's agent lies in its home, and the path of a socket must be short: hence a folder of its own.
  await mkdir(join(home, 'gnupg'), { mode: 0o700 });
  return {
    folder: workFolder,
    gnuTime: findGnuTime(),
    environment: {
      PATH: process.env['PATH'] ?? '',
      LC_ALL: 'C',
      HOME: home,
      GNUPGHOME: join(home, 'gnupg'),
      NODE: process.execPath,
      SCELLE: scelle,
      ADD_RECORDS: inRepository('bench/add-records.ts'),
      FILL_LEDGER: inRepository('bench/fill-ledger.ts'),
      HAND_OVER: inRepository('bench/hand-over.ts'),
      LOAD_ROWS: inRepository('bench/load-rows.ts'),
      ...environment,
      ...(fromSource && { NODE_OPTIONS: '--conditions=@scelle/source' }),
    },
    async [Symbol.asyncDispose]() {
      await unlock();
      await rm(home, { recursive: true });
    },
  };
}

function inRepository(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}
