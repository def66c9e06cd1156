import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasPostgres, startPostgres, temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { copyStations } from '../e2e/two-stations.ts';
import { createImportScene, type ImportPlace } from './import-scene.ts';
import { type PlayedDay, playDay } from './play-day.ts';

const RECORDS = 120;

describe.skipIf(!hasPostgres())('a day with segments, imported at the desk', () => {
  it('answers the same, with the same receipts and a proof that holds, from SQLite and from PostgreSQL', async () => {
    const folder = await temporaryFolder();
    const day = { records: RECORDS, segments: 'all', seed: 'a day' } as const;
    // The second batch repeats the records of the first, and is refused as far as it does.
    await createImportScene(join(folder, 'scene'), [day, { ...day, records: 2 * RECORDS }]);
    await using server = await startPostgres();
    const [sqlite, postgres] = [join(folder, 'sqlite'), join(folder, 'postgres')];
    const played = await Promise.all([
      play({ folder: sqlite, url: `sqlite:${join(sqlite, 'evidence.db')}`, segmentsFolder: join(sqlite, 'segments') }),
      play({ folder: postgres, url: await server.createDatabase() }),
    ]);
    expect(played[1]).toEqual(played[0]);
    const { imported, answers, proven } = played[0];
    expect(imported).toEqual([
      { batch: 'tmg.arcom.music.000001', outcome: 'imported', accepted: RECORDS, rejects: [], codes: [] },
      {
        ...{ batch: 'tmg.arcom.music.000002', outcome: 'imported', accepted: RECORDS, codes: [] },
        rejects: [{ code: 'record-known', records: RECORDS }],
      },
    ]);
    expect(answers.map(({ length }) => length > 0)).toEqual([true, true, true]);
    expect(proven.valid).toBe(true);
    const files = await readdir(join(sqlite, 'segments'), { recursive: true });
    expect(files.filter((name) => name.length > 60).length).toBeGreaterThan(RECORDS);
    expect(await readFile(join(postgres, 'statistics.html'), 'utf8')).toContain('<rect');
  });

  async function play(place: ImportPlace): Promise<PlayedDay> {
    await copyStations(join(place.folder, '..', 'scene'), place.folder);
    return (await playDay(place)).day;
  }
});
