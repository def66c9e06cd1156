import { execFile } from 'node:child_process';
import { compileCache } from '../faults/scelle-process.ts';
import type { ScriptStep } from './parse-script.ts';

/** Where the commands of a script run, and the folder with the command `scelle`. */
export interface ScriptPlace {
  readonly folder: string;
  readonly tools: string;
}

/** Runs the commands of a script one after the other, and gives the script with what they showed. */
export async function runScript({ folder, tools }: ScriptPlace, steps: readonly ScriptStep[]): Promise<ScriptStep[]> {
  const path = `${tools}:${process.env['PATH'] ?? ''}`;
  const run: ScriptStep[] = [];
  for (const step of steps) run.push({ ...step, shown: await runStep(folder, path, step.command) });
  return run;
}

function runStep(cwd: string, path: string, command: string): Promise<string[]> {
  const env = { PATH: path, LC_ALL: 'C', NODE_COMPILE_CACHE: compileCache };
  return new Promise((resolve) => {
    execFile('sh', ['-c', command], { cwd, env }, (error, stdout, stderr) => {
      const status = error === null ? 0 : Number(error.code);
      resolve([
        ...linesOf(stdout, cwd),
        ...linesOf(stderr, cwd).map((line) => `! ${line}`),
        ...(status === 0 ? [] : [`[${status}]`]),
      ]);
    });
  });
}

/** What differs from run to run is named; the rest is compared to the letter. */
function linesOf(text: string, folder: string): string[] {
  const plain = text
    .replaceAll(folder, '.')
    // An instant without milliseconds is filled up in a column.
    .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{3}Z|Z {4}(?= )|Z|(?:\.\d{3})? UTC)/g, 'TIME')
    .replace(/\b[0-9a-f]{64}\b/g, 'DIGEST')
    .replace(/\b[0-9a-f]{32}\b/g, 'SEED')
    .replace(/\b[0-9A-F]{16}\b/g, 'KEYID')
    .replace(/(?<=quarantine\/\S*\.)[0-9a-f]{16}/g, 'MARK')
    .replace(/(?<=TIME {2})\S+@\S+/g, 'WHO')
    // Random salts compress to one block more or less.
    .replace(/(?<=bytes=)\d+|\d+(?= B(?:$|[),]))/gm, 'N')
    .replace(/(?<=^words {3}|^words on the labels: ).+$/gm, 'WORDS')
    .trimEnd();
  return plain === ''
    ? []
    : plain
        .split('\n')
        .map((line) => line.trimEnd())
        .filter((line) => line !== '');
}
