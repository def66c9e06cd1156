import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTemporaryFolder } from './temporary-folder.ts';

/**
 * Runs `body` in a process of its own that is killed just before step number `kill`, counted from 0. The body may use
 * the functions of the module `name` in src/io, `path`, and `onStep`. Answers whether the process was killed.
 */
export function runUntilKilled(name: string, path: string, kill: number, body: string): boolean {
  const module = new URL(`../../src/io/${name}.ts`, import.meta.url).href;
  const script = `
    import * as io from ${JSON.stringify(module)};
    const path = ${JSON.stringify(path)};
    let steps = 0;
    function onStep() {
      if (steps++ === ${kill}) process.kill(process.pid, 'SIGKILL');
    }
    ${body}`;
  const file = join(createTemporaryFolder(), 'script.mjs');
  writeFileSync(file, script);
  const { signal, status, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8' });
  if (signal === null && status !== 0) throw new Error(stderr);
  return signal === 'SIGKILL';
}
