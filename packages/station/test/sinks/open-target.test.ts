import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { openTarget } from '../../src/sinks/open-target.ts';
import { codeOf } from '../support/code-of.ts';
import { openTestTarget } from '../support/targets.ts';

/** A file of another program, with one table. */
function makeForeign(file: string, table: string): void {
  using database = new DatabaseSync(file);
  database.exec(`CREATE TABLE ${table} (id INTEGER); INSERT INTO ${table} VALUES (1)`);
}

describe('opening a target', () => {
  it.each(['evidence.db', 'mysql://host/db', 'sqlite:', 'http://host/', ''])('refuses the URL "%s"', async (url) => {
    expect(await codeOf(() => openTestTarget(url))).toBe('database-url-invalid');
  });

  it('takes a file by its name from the folder given', async () => {
    const base = await temporaryFolder();
    await using sink = await openTarget({ url: 'sqlite:evidence.db', base, segmentsFolder: null });
    expect(sink.name).toBe(`sqlite:${join(base, 'evidence.db')}`);
  });

  it('makes a file that nobody else on the machine can read', async () => {
    const base = await temporaryFolder();
    await using sink = await openTarget({ url: 'sqlite:evidence.db', base, segmentsFolder: null });
    await using _transaction = await sink.begin();
    for (const name of await readdir(base)) expect((await stat(join(base, name))).mode & 0o077, name).toBe(0);
  });

  it('refuses a file that is no database, and a folder that is not there', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'evidence.db'), 'a'.repeat(4096));
    expect(await codeOf(() => openTestTarget(`sqlite:${join(folder, 'evidence.db')}`))).toBe('database-damaged');
    expect(await codeOf(() => openTestTarget(`sqlite:${join(folder, 'missing', 'evidence.db')}`))).toBe(
      'database-unreachable',
    );
  });

  it('leaves a file of another program as it is', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'foreign.db');
    makeForeign(file, 'batches');
    const before = await readFile(file);
    expect(await codeOf(() => openTestTarget(`sqlite:${file}`))).toBe('database-foreign');
    expect(await readFile(file)).toEqual(before);
    expect(await readdir(folder)).toEqual(['foreign.db']);
  });

  it('makes nothing where it is only read', async () => {
    const folder = await temporaryFolder();
    const openToRead = (url: string) => openTarget({ url, base: folder, segmentsFolder: null, mustExist: true });
    expect(await codeOf(() => openToRead('sqlite:missing.db'))).toBe('database-unreachable');
    await writeFile(join(folder, 'empty.db'), '');
    expect(await codeOf(() => openToRead('sqlite:empty.db'))).toBe('database-without-tables');
    makeForeign(join(folder, 'foreign.db'), 'invoices');
    const before = await readFile(join(folder, 'foreign.db'));
    expect(await codeOf(() => openToRead('sqlite:foreign.db'))).toBe('database-without-tables');
    expect(await readFile(join(folder, 'foreign.db'))).toEqual(before);
    expect(await readFile(join(folder, 'empty.db'))).toHaveLength(0);
    expect(await readdir(folder)).toEqual(['empty.db', 'foreign.db']);
  });

  it('says that nobody answers, without the password', async () => {
    const folder = await temporaryFolder();
    const url = `postgresql://arcom:s3cret@localhost/evidence?host=${folder}`;
    const opening = openTestTarget(url);
    await expect(opening).rejects.toMatchObject({ code: 'database-unreachable' });
    await expect(opening).rejects.not.toThrow('s3cret');
  });
});
