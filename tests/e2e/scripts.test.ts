import { mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { temporaryFolder } from '@scelle/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatScript, parseScript } from './parse-script.ts';
import { runScript } from './run-script.ts';
import { installResident, installScelle } from './scelle-command.ts';
import { copyStations, createStations } from './two-stations.ts';

const scripts = new URL('./scripts/', import.meta.url);

let workplace = '';
let stopResident: (() => void) | undefined;

beforeAll(async () => {
  workplace = await mkdtemp(join(await realpath(tmpdir()), 'scelle-test-'));
  await createStations(join(workplace, 'stations'));
  await installScelle(join(workplace, 'processes'));
  stopResident = await installResident(join(workplace, 'resident'));
});

afterAll(async () => {
  stopResident?.();
  await rm(workplace, { recursive: true, force: true });
});

/** `SCELLE_UPDATE_SCRIPTS=1` writes what was shown into the scripts instead: read the difference before keeping it. */
const isUpdating = process.env['SCELLE_UPDATE_SCRIPTS'] === '1';

const names = (await readdir(scripts)).filter((name) => name.endsWith('.txt')).sort();

async function check(name: string, tools: string): Promise<void> {
  const folder = join(await temporaryFolder(), 'desk');
  await copyStations(join(workplace, 'stations'), folder);
  const file = new URL(name, scripts);
  const expected = parseScript(await readFile(file, 'utf8'));
  const shown = await runScript({ folder, tools: join(workplace, tools) }, expected);
  if (isUpdating) await writeFile(file, formatScript(shown));
  else expect(formatScript(shown)).toBe(formatScript(expected));
}

describe('the script', () => {
  it.each(names)('%s shows what it says, with the exit statuses it says', (name) => check(name, 'resident'));

  it('day-two-first.txt shows the same where each command is a process of its own', () =>
    check('day-two-first.txt', 'processes'));
});
