import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RunSettings, runScelleProcess } from './scelle-process.ts';

/** The option of Node by which a process notes the peak of its memory, in KiB, in the file PEAK_MEMORY_FILE. */
export const memoryRecorder: string = `--import=${fileURLToPath(new URL('./record-peak-memory.ts', import.meta.url))}`;

/**
 * Runs the CLI to its end and gives the most memory, in MB, that the process with all its threads had resident at any
 * moment. Rejects unless it ended with status 0.
 */
export async function measureScelle(args: readonly string[], settings: RunSettings): Promise<number> {
  const file = join(settings.cwd, 'peak-memory');
  const { env = {}, nodeOptions = [] } = settings;
  await runScelleProcess(args, {
    ...settings,
    env: { ...env, PEAK_MEMORY_FILE: file },
    nodeOptions: [...nodeOptions, memoryRecorder],
  });
  return Math.ceil(Number(await readFile(file, 'utf8')) * 1.024e-3);
}
