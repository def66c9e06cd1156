import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll } from 'vitest';
import { testScelle } from '../../packages/cli/bundle/test-bundle.ts';
import type { Answer } from '../../packages/cli/test/resident/call.ts';
import { callResident, createResident, type Resident } from '../../packages/cli/test/resident/call-resident.ts';
import { compileCache } from '../faults/scelle-process.ts';
import type { FixtureSet } from './fixture-sets.ts';

/** The command of one version. */
export interface Command {
  /** Runs a command to its end, in a process that runs all of them; words are separated by spaces. */
  call(cwd: string, line: string): Promise<Answer>;
  /**
   * The same: what it shows on both streams, without the note about an earlier ledger, and the exit status in brackets where
   * it is not 0.
   */
  run(cwd: string, line: string): Promise<string>;
  /** Starts it as a process of its own. */
  start(cwd: string, line: string): ReturnType<typeof spawn>;
}

const environment = { PATH: process.env['PATH'], LC_ALL: 'C' };

/** This version, at the time that it is. */
export const thisVersion: Command = toCommand(callResident, () => [testScelle]);

/** The command of a set, for the tests of a file. It is unpacked once for them. */
export function useOldCommand(set: FixtureSet): Command {
  let folder = '';
  let resident: Resident;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scelle-test-'));
    await set.unpack('command', folder);
    resident = createResident({ module: pathToFileURL(await writeRunModule(join(folder, 'dist'))).href });
  });

  afterAll(async () => {
    resident.stop();
    await rm(folder, { recursive: true, force: true });
  });

  return toCommand(
    (call) => resident.call(call),
    () => [join(folder, 'dist/bin.js')],
  );
}

/** This version, for the tests of a file, which believes that a set was made an hour ago. */
export function useClockOf(set: FixtureSet): Command {
  const later = new URL('../docs/later.ts', import.meta.url);
  let resident: Resident;
  let daysLater = '';

  beforeAll(async () => {
    daysLater = String((1 + (await set.madeAt()) / 3_600_000 - Date.now() / 3_600_000) / 24);
    resident = createResident({ preloads: [later], env: { DAYS_LATER: daysLater } });
  });

  afterAll(() => resident.stop());

  return toCommand(
    (call) => resident.call(call),
    () => [`--import=${later}`, testScelle],
    () => ({ DAYS_LATER: daysLater }),
  );
}

/** What the first command tells that works with a station of an earlier version; a test of its own is about it. */
export const MIGRATED: RegExp = /^The ledger is brought to the form of this version: .*ledger\.db\.version-\d+\.\n/m;

function toCommand(
  call: Resident['call'],
  program: () => readonly string[],
  env: () => Readonly<Record<string, string>> = () => ({}),
): Command {
  const callInFolder = (cwd: string, line: string) => call({ args: line.split(' '), cwd, env: environment });
  return {
    call: callInFolder,
    async run(cwd, line) {
      const { status, stdout, stderr } = await callInFolder(cwd, line);
      const told = stderr.replace(MIGRATED, '');
      return `${stdout}${told}${status === 0 ? '' : `[${status}]`}`.replaceAll(cwd, '.').trimEnd();
    },
    start: (cwd, line) =>
      spawn(process.execPath, [...program(), ...line.split(' ')], {
        ...{ cwd, env: { ...environment, ...env(), NODE_COMPILE_CACHE: compileCache } },
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
  };
}

/** The bundle exports what runs a command by a name that only its own entry knows. */
async function writeRunModule(dist: string): Promise<string> {
  const entry = await readFile(join(dist, 'bin.js'), 'utf8');
  const [, name, module] = /^import \{ (\w+) as run \} from "(\.\/[\w.-]+)";$/m.exec(entry)!;
  const file = join(dist, 'run-module.js');
  await writeFile(file, `export { ${name} as run } from '${module}';\n`);
  return file;
}
