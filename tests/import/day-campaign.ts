import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { startPostgres } from '@scelle/testkit';
import { copyStations } from '../e2e/two-stations.ts';
import { createImportScene, type ImportPlace } from './import-scene.ts';
import { playDay } from './play-day.ts';

/** Records of an average day since September 2010. */
const REAL_DAY = '71613';

const { values } = parseArgs({ options: { records: { type: 'string', default: REAL_DAY } } });
const records = Number(values.records);

const workplace = await mkdtemp(join(tmpdir(), 'scelle-import-day-'));
await using server = await startPostgres({ fsync: 'on' });
try {
  console.log(`A day of ${records} records, each with a segment of 16 KiB`);
  await createImportScene(join(workplace, 'scene'), [{ records, segments: 'all', seed: 'day' }]);
  const folder = join(workplace, 'desk');
  const places: Readonly<Record<string, ImportPlace>> = {
    SQLite: { folder, url: `sqlite:${join(folder, 'evidence.db')}` },
    'SQLite, segments in files': {
      ...{ folder, url: `sqlite:${join(folder, 'evidence.db')}` },
      segmentsFolder: join(folder, 'segments'),
    },
    PostgreSQL: { folder, url: await server.createDatabase() },
  };
  let first: object | undefined;
  for (const [name, place] of Object.entries(places)) {
    await copyStations(join(workplace, 'scene'), folder);
    const { day, times } = await playDay(place);
    await rm(folder, { recursive: true });
    console.log(name);
    console.table({ seconds: times });
    first ??= day;
    if (!isDeepStrictEqual(day, first)) throw new Error(`${name} gave something else than the first`);
  }
  console.log('The same answers, statistics and receipts from all of them, and a record of each proven.');
} finally {
  await rm(workplace, { recursive: true });
}
