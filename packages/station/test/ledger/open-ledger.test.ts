import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../src/home/ledger.ts';
import { createLedger, openLedger } from '../../src/ledger/sqlite/open-ledger.ts';
import { codeOf } from '../support/code-of.ts';

async function create(): Promise<string> {
  const path = join(await temporaryFolder(), 'ledger.db');
  createLedger(path).close();
  return path;
}

const OWNER = "INSERT INTO own (id, name, role, created_at) VALUES (1, ?, 'agent', '2026-01-01T00:00:00Z')";

describe('a ledger', () => {
  it('keeps what was committed, durably, and nothing of what failed', async () => {
    const path = await create();
    const ledger = openLedger(path);
    const failing = ledger.change(async (inside) => {
      await inside.run(OWNER, 'first');
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    await ledger.change(async (inside) => {
      await inside.run(OWNER, 'second');
      expect(await inside.row('PRAGMA synchronous')).toEqual({ synchronous: 2 });
      expect(await inside.row('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' });
    });
    ledger.close();
    const again = openLedger(path);
    expect(await again.rows('SELECT name FROM own')).toEqual([{ name: 'second' }]);
    again.close();
  });

  it('shows what was committed, and what a change has come to within it alone', async () => {
    const ledger = openLedger(await create());
    const version = await ledger.version();
    const change = ledger.change(async (inside) => {
      await inside.run(OWNER, 'tmg');
      expect(await inside.rows('SELECT name FROM own')).toEqual([{ name: 'tmg' }]);
      expect(await inside.version()).toBeNull();
    });
    expect(await ledger.rows('SELECT name FROM own')).toEqual([]);
    await change;
    expect(await ledger.rows('SELECT name FROM own')).toEqual([{ name: 'tmg' }]);
    expect(await ledger.version()).not.toBe(version);
    ledger.close();
  });

  it('refuses a change within another one by its own code, and keeps nothing of both', async () => {
    const ledger = openLedger(await create());
    const nested = async () =>
      ledger.change(async (inside) => {
        await inside.run(OWNER, 'outer');
        await ledger.change((inner) => inner.run(OWNER, 'inner'));
      });
    expect(await codeOf(nested)).toBe('ledger-change-nested');
    expect(await ledger.rows('SELECT name FROM own')).toEqual([]);
    await ledger.change((inside) => inside.run(OWNER, 'tmg'));
    ledger.close();
  });

  it.each([
    ['waits for something else', async () => void (await new Promise((resolve) => setTimeout(resolve, 5)))],
    ['asks the ledger past the change', async (ledger: Ledger) => void (await ledger.row('SELECT 1'))],
  ])('refuses a change that %s, and keeps nothing of it', async (_, misuse) => {
    const ledger = openLedger(await create());
    const change = async () =>
      ledger.change(async (inside) => {
        await inside.run(OWNER, 'tmg');
        await misuse(ledger);
      });
    expect(await codeOf(change)).toBe('ledger-change-misused');
    expect(await ledger.rows('SELECT name FROM own')).toEqual([]);
    ledger.close();
  });

  it('keeps what 100 tasks at once have committed, and nothing of those that were rolled back', async () => {
    const ledger = openLedger(await create());
    const SQL = "INSERT INTO custody (number, entry, hash) VALUES (?, '', '')";
    const outcomes = await Promise.allSettled(
      Array.from({ length: 100 }, (_, task) =>
        ledger.change(async (inside) => {
          await inside.run(SQL, 2 * task);
          await inside.run(SQL, 2 * task + 1);
          if (task % 3 === 0) throw new Error('rolled back');
          return task;
        }),
      ),
    );
    const kept = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    expect(kept).toHaveLength(66);
    const numbers = (await ledger.rows('SELECT number FROM custody ORDER BY number')).map(({ number }) => number);
    expect(numbers).toEqual(kept.flatMap((task) => [2 * task, 2 * task + 1]));
    ledger.close();
  });

  it('refuses what a change has handed on when it is over', async () => {
    const ledger = openLedger(await create());
    const kept = await ledger.change(async (inside) => inside);
    expect(await codeOf(() => kept.run(OWNER, 'tmg'))).toBe('ledger-change-misused');
    ledger.close();
  });

  it('says when there is no space left for it, and keeps nothing of what did not fit', async () => {
    const ledger = openLedger(await create());
    const limit = (pages: number) => ledger.change((inside) => inside.row(`PRAGMA max_page_count = ${pages}`));
    const pages = Number((await ledger.row('PRAGMA page_count'))!['page_count']);
    await limit(pages);
    const insert = () =>
      ledger.change((inside) => inside.run("INSERT INTO custody VALUES (1, ?, '')", 'too long '.repeat(10_000)));
    expect(await codeOf(insert)).toBe('ledger-full');
    await limit(2 * pages);
    await insert();
    ledger.close();
  });

  it('says when another process keeps it for too long', async () => {
    const path = await create();
    const [ledger, other] = [openLedger(path), new DatabaseSync(path)];
    await ledger.change((inside) => inside.row('PRAGMA busy_timeout = 10'));
    other.exec('BEGIN IMMEDIATE');
    expect(await codeOf(() => ledger.change((inside) => inside.row('SELECT 1')))).toBe('ledger-busy');
    other.exec('ROLLBACK');
    await ledger.change((inside) => inside.row('SELECT 1'));
    for (const each of [ledger, other]) each.close();
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
