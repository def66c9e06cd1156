import { mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { temporaryFolder } from '@scelle/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatScript, parseScript } from './parse-script.ts';
import { runScript } from './run-script.ts';
import { copyStations, createStations } from './two-stations.ts';

const scripts = new URL('./scripts/', import.meta.url);

let stations = '';

beforeAll(async () => {
  stations = await mkdtemp(join(await realpath(tmpdir()), 'scelle-stations-'));
  await createStations(stations);
});

afterAll(() => rm(stations, { recursive: true, force: true }));

/** `SCELLE_UPDATE_SCRIPTS=1` writes what was shown into the scripts instead: read the difference before keeping it. */
const isUpdating = process.env['SCELLE_UPDATE_SCRIPTS'] === '1';

describe('the script', async () => {
  const names = (await readdir(scripts)).filter((name) => name.endsWith('.txt')).sort();

  it.each(names)('%s shows what it says, with the exit statuses it says', async (name) => {
    const folder = join(await temporaryFolder(), 'desk');
    await copyStations(stations, folder);
    const file = new URL(name, scripts);
    const expected = parseScript(await readFile(file, 'utf8'));
    const shown = await runScript(folder, expected);
    if (isUpdating) await writeFile(file, formatScript(shown));
    else expect(formatScript(shown)).toBe(formatScript(expected));
  });
});
