import { readdir, stat } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { migrations } from '../../src/ledger/sqlite/migrations.ts';
import { openStation } from '../../src/open-station.ts';
import { readStatus } from '../../src/status.ts';
import { createPair, pack, reopen, type TestStation } from '../support/test-station.ts';

const OLDER = migrations.length - 1;

/** Gives a station the ledger that the version before would have. */
function makeOlder({ station }: TestStation): void {
  station.close();
  using database = new DatabaseSync(station.layout.ledger);
  database.exec(`DROP TABLE decisions; DROP TABLE decisions_handed_on; PRAGMA user_version = ${OLDER}`);
}

function versionOf(file: string): number {
  using database = new DatabaseSync(file, { readOnly: true });
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
}

describe('a ledger that an earlier version wrote', () => {
  it('is looked at and stays as it is', async () => {
    const { tmg } = await createPair();
    await pack(tmg);
    const { root, ledger } = tmg.station.layout;
    makeOlder(tmg);
    using looked = await openStation(root, { readOnly: true });
    expect(await readStatus(looked)).toMatchObject({ sending: [{ recipient: 'arcom', last: 1 }] });
    expect(versionOf(ledger)).toBe(OLDER);
  });

  it('is kept beside the one of this version, which is told once', async () => {
    const { tmg } = await createPair();
    const { root, ledger } = tmg.station.layout;
    makeOlder(tmg);
    const kept = `${ledger}.version-${OLDER}`;
    expect((await reopen(tmg)).recovered).toEqual([{ kind: 'ledger-migrated', file: kept }]);
    expect([versionOf(ledger), versionOf(kept)]).toEqual([migrations.length, OLDER]);
    expect((await stat(kept)).mode & 0o777).toBe(0o600);
    expect((await reopen(tmg)).recovered).toEqual([]);
    expect((await readdir(root)).filter((name) => name.includes('partial'))).toEqual([]);
  });
});
