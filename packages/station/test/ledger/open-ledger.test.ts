import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { createLedger, openLedger, transaction } from '../../src/ledger/open-ledger.ts';
import { codeOf } from '../support/code-of.ts';

async function create(): Promise<string> {
  const path = join(await temporaryFolder(), 'ledger.db');
  createLedger(path).close();
  return path;
}

describe('a ledger', () => {
  it('keeps what was committed, durably, and nothing of what failed', async () => {
    const path = await create();
    const database = openLedger(path);
    const insert = (name: string) =>
      database
        .prepare("INSERT INTO own (id, name, role, created_at) VALUES (1, ?, 'agent', '2026-01-01T00:00:00Z')")
        .run(name);
    expect(() =>
      transaction(database, () => {
        insert('first');
        throw new Error('stop');
      }),
    ).toThrow('stop');
    transaction(database, () => insert('second'));
    expect(database.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    database.close();
    const again = openLedger(path);
    expect(again.prepare('SELECT name FROM own').all()).toEqual([{ name: 'second' }]);
    again.close();
  });

  it('says when there is no space left for it, and keeps nothing of what did not fit', async () => {
    const database = openLedger(await create());
    const { page_count: pages } = database.prepare('PRAGMA page_count').get() as { page_count: number };
    database.exec(`PRAGMA max_page_count = ${pages}`);
    const insert = () =>
      transaction(database, () =>
        database.prepare("INSERT INTO custody VALUES (1, ?, '')").run('too long '.repeat(10_000)),
      );
    expect(await codeOf(insert)).toBe('ledger-full');
    expect(database.isTransaction).toBe(false);
    database.exec(`PRAGMA max_page_count = ${2 * pages}`);
    insert();
    database.close();
  });

  it('says when another process keeps it for too long', async () => {
    const path = await create();
    const [database, other] = [openLedger(path), new DatabaseSync(path)];
    database.exec('PRAGMA busy_timeout = 10');
    other.exec('BEGIN IMMEDIATE');
    expect(await codeOf(() => transaction(database, () => undefined))).toBe('ledger-busy');
    other.exec('ROLLBACK');
    transaction(database, () => undefined);
    for (const each of [database, other]) each.close();
  });

  it('is never made anew where it is missing', async () => {
    expect(await codeOf(() => openLedger(join('nowhere', 'ledger.db')))).toBe('ledger-missing');
  });

  it('of later software is refused', async () => {
    const path = await create();
    const database = new DatabaseSync(path);
    database.exec('PRAGMA user_version = 1000');
    database.close();
    expect(await codeOf(() => openLedger(path))).toBe('ledger-newer');
  });

  it('is refused where it is damaged, or is no ledger', async () => {
    const path = await create();
    const bytes = await readFile(path);
    await writeFile(path, bytes.fill(0x55, 4096, 20_480));
    expect(await codeOf(() => openLedger(path))).toBe('ledger-damaged');
    await writeFile(path, 'this is no database, but it is long enough to be looked at '.repeat(99));
    expect(await codeOf(() => openLedger(path))).toBe('ledger-damaged');
  });
});
