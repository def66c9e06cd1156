import { chown, mkdir, mkdtemp, readdir, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ScelleError } from '@scelle/core';
import { openStation, openTarget, readStatus } from '@scelle/station';
import { hasPostgres, startPostgres, temporaryFolder } from '@scelle/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyStations } from '../e2e/two-stations.ts';
import { createImportScene, type ImportPlace, importAll, importPending } from '../import/import-scene.ts';
import { mountSmallDisc, resize, whyNoDiscs } from './small-disc.ts';

const RECORDS = 150;

/** Less than the segments of so many records take, and more. */
const FEW_KIBIBYTES = 1_024;
const ENOUGH_KIBIBYTES = 32_768;

/** Under which PostgreSQL runs where the tests run as root. */
const NOBODY = 65_534;

let scene = '';
beforeAll(async () => {
  scene = await mkdtemp(join(tmpdir(), 'scelle-test-'));
  await createImportScene(scene, [{ records: RECORDS, segments: 'all', seed: 'full' }]);
});
afterAll(() => rm(scene, { recursive: true }));

async function createTestStation(): Promise<string> {
  const folder = await temporaryFolder();
  await copyStations(scene, folder);
  return folder;
}

async function codeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'none',
    (error) => (error instanceof ScelleError ? error.code : String(error)),
  );
}

async function countRecords({ folder, url }: ImportPlace): Promise<number> {
  await using sink = await openTarget({ url, base: folder, segmentsFolder: null });
  const [row] = await sink.database.rows('SELECT COUNT(*) AS records FROM records');
  return Number(row!['records']);
}

async function expectFullThenDone(place: ImportPlace, disc: string, code: string): Promise<void> {
  expect(await codeOf(importPending(place))).toBe(code);
  expect(await countRecords(place)).toBe(0);
  resize(disc, ENOUGH_KIBIBYTES);
  await importPending(place);
  expect(await countRecords(place)).toBe(RECORDS);
}

describe.skipIf(whyNoDiscs !== null)(`a full disc${whyNoDiscs === null ? '' : ` (skipped: ${whyNoDiscs})`}`, () => {
  it('of an SQLite file leaves nothing of an import, which succeeds once there is room', async () => {
    const disc = await mountSmallDisc(FEW_KIBIBYTES);
    const place = { folder: await createTestStation(), url: `sqlite:${join(disc, 'evidence.db')}` };
    await expectFullThenDone(place, disc, 'database-full');
  });

  it('of the folder of segments does so too', async () => {
    const disc = await mountSmallDisc(FEW_KIBIBYTES);
    const place = {
      folder: await createTestStation(),
      url: 'sqlite:evidence.db',
      segmentsFolder: join(disc, 'segments'),
    };
    expect(await codeOf(importPending(place))).toBe('target-full');
    expect(await readdir(join(disc, 'segments'))).toEqual(['owner']);
    await expectFullThenDone(place, disc, 'target-full');
  });

  it.skipIf(!hasPostgres())('of a PostgreSQL server does so too', async () => {
    await using server = await startPostgres();
    const disc = await mountSmallDisc(ENOUGH_KIBIBYTES);
    await mkdir(join(disc, 'space'));
    await chown(join(disc, 'space'), NOBODY, NOBODY);
    await chown(disc, NOBODY, NOBODY);
    const first = await server.createDatabase();
    await server.psql(first, `CREATE TABLESPACE small LOCATION '${join(disc, 'space')}'`);
    await server.psql(first, 'CREATE DATABASE small TEMPLATE template0 TABLESPACE small');
    const place = { folder: await createTestStation(), url: first.replace(/test\d+/, 'small') };
    const { blocks, bfree, bsize } = await statfs(disc);
    resize(disc, ((blocks - bfree) * bsize) / 1_024 + FEW_KIBIBYTES);
    await expectFullThenDone(place, disc, 'database-full');
  });

  it('of the station, once the database has committed, loses nothing: the next import brings the ledger up to date', async () => {
    const folder = await createTestStation();
    const disc = await mountSmallDisc(ENOUGH_KIBIBYTES);
    await copyStations(join(folder, 'arcom'), join(disc, 'arcom'));
    const url = `sqlite:${join(folder, 'evidence.db')}`;
    {
      using station = await openStation(join(disc, 'arcom'));
      await using sink = await openTarget({ url, base: folder, segmentsFolder: null });
      const { database } = sink;
      const { commit } = database;
      database.commit = async () => {
        await commit();
        await writeFile(join(disc, 'filling'), new Uint8Array(ENOUGH_KIBIBYTES << 10)).catch(() => undefined);
      };
      expect(await codeOf(importAll(station, sink))).toBe('ledger-full');
    }
    await rm(join(disc, 'filling'));
    await importPending({ folder: disc, url });
    expect(await countRecords({ folder, url })).toBe(RECORDS);
    using station = await openStation(join(disc, 'arcom'));
    expect((await readStatus(station)).receiving[0]).toMatchObject({ expected: 2 });
    expect(await station.ledger.row('SELECT COUNT(*) AS n FROM imports')).toEqual({ n: 1 });
  });
});
