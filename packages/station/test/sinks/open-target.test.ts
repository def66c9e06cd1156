import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, copyFile, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openTarget } from '../../src/import/open-target.ts';
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

  const endless = 'WITH RECURSIVE n (version) AS (SELECT 1 UNION ALL SELECT version FROM n) SELECT max(version) FROM n';

  it.each([
    ['with a table called like one of ours', 'CREATE TABLE batches (id INTEGER)'],
    ['with a table of its own', 'CREATE TABLE foo (id INTEGER); INSERT INTO foo VALUES (1)'],
    ['that writes ahead', 'PRAGMA journal_mode = WAL; CREATE TABLE foo (id INTEGER)'],
    ['with a view in place of a table, which never ends', `CREATE VIEW scelle_schema (version) AS ${endless}`],
    ['with a virtual table in place of one', 'CREATE VIRTUAL TABLE Scelle_Schema USING fts5 (version)'],
    ['with a table of versions that is not ours', 'CREATE TABLE scelle_schema (version TEXT)'],
    ['with a view of its own', 'CREATE VIEW foo AS SELECT 1'],
  ])('leaves a file of another program %s as it is, byte for byte', async (_, statements) => {
    const folder = await temporaryFolder();
    const file = join(folder, 'foreign ?#.db');
    using database = new DatabaseSync(file);
    database.exec(statements);
    database.close();
    const before = await readFile(file);
    expect(await codeOf(() => openTestTarget(`sqlite:${file}`))).toBe('database-foreign');
    expect(await readFile(file)).toEqual(before);
    expect(await readdir(folder)).toEqual(['foreign ?#.db']);
  });

  it('leaves the log of another program as it is, whether it runs or was killed', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'foreign.db');
    using database = new DatabaseSync(file);
    database.exec('PRAGMA journal_mode = WAL; CREATE TABLE foo (id INTEGER)');
    const copy = join(await temporaryFolder(), 'foreign.db');
    for (const ending of ['', '-wal']) await copyFile(`${file}${ending}`, `${copy}${ending}`);
    for (const each of [file, copy]) {
      const read = () => Promise.all(['', '-wal'].map((ending) => readFile(`${each}${ending}`)));
      const before = await read();
      expect(await codeOf(() => openTestTarget(`sqlite:${each}`))).toBe('database-foreign');
      expect(await read()).toEqual(before);
    }
  });

  it.each([
    [
      'trigger on a table of ours',
      'CREATE TRIGGER t AFTER INSERT ON Records BEGIN DELETE FROM records; END',
      'database-altered',
    ],
    ['view in the place of a table', 'DROP TABLE hashes; CREATE VIEW hashes AS SELECT 1', 'database-foreign'],
  ])('refuses our tables with a %s', async (_, statements, code) => {
    const file = join(await temporaryFolder(), 'evidence.db');
    await (await openTarget({ url: `sqlite:${file}`, base: '/', segmentsFolder: null }))[Symbol.asyncDispose]();
    using database = new DatabaseSync(file);
    database.exec(statements);
    database.close();
    expect(await codeOf(() => openTestTarget(`sqlite:${file}`))).toBe(code);
  });

  it('takes our tables beside others that were made later', async () => {
    const file = join(await temporaryFolder(), 'evidence.db');
    await (await openTarget({ url: `sqlite:${file}`, base: '/', segmentsFolder: null }))[Symbol.asyncDispose]();
    using database = new DatabaseSync(file);
    database.exec('CREATE TABLE cases (id INTEGER); CREATE INDEX by_agent ON records (agent)');
    expect(await codeOf(() => openTestTarget(`sqlite:${file}`))).toBeNull();
  });

  it.each(['', '-wal', '-journal'])('does not wait for a pipe in the place of evidence.db%s', async (ending) => {
    const file = join(await temporaryFolder(), 'evidence.db');
    execFileSync('mkfifo', [`${file}${ending}`]);
    expect(await codeOf(() => openTestTarget(`sqlite:${file}`))).toBe('database-unreachable');
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

  it.each([
    ['?sslrootcert=/nope/ca.pem', 'database-options-invalid'],
    ['?sslcert=/nope/client.pem', 'database-options-invalid'],
    ['?sslkey=/', 'database-options-invalid'],
    ['?sslmode=verify-ca&uselibpqcompat=true', 'database-options-invalid'],
    ['?port=abc', 'database-options-invalid'],
    ['?port=99999', 'database-options-invalid'],
    ['?port=-1', 'database-options-invalid'],
    ['?host=%00', 'database-options-invalid'],
    ['?host=%E0%A4%A', 'database-unreachable'],
    ['?host=/nope', 'database-unreachable'],
    ['?port=1', 'database-unreachable'],
  ])('says what is wrong with postgresql://u:s3cret@127.0.0.1/evidence%s', async (options, code) => {
    const opening = openTestTarget(`postgresql://u:s3cret@127.0.0.1/evidence${options}`);
    await expect(opening).rejects.toMatchObject({ code });
    await expect(opening).rejects.not.toThrow('s3cret');
  });

  it.each([
    ['PGPORT', 'abc', 'database-options-invalid'],
    ['PGPORT', '70000', 'database-options-invalid'],
    ['PGHOST', '/nope', 'database-unreachable'],
  ])('says what is wrong with the variable %s=%s', async (variable, value, code) => {
    vi.stubEnv(variable, value);
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await codeOf(() => openTestTarget('postgresql:///evidence?user=u'))).toBe(code);
  });

  it.each([
    ['hangs up', (socket: Socket) => void socket.destroy(), 'database-unreachable'],
    ['answers something else', (socket: Socket) => void socket.end('HTTP/1.1 400 Bad Request'), 'database-unreachable'],
  ])('ends where a server %s', async (_, answer, code) => {
    const server = createServer(answer).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    expect(await codeOf(() => openTestTarget(`postgresql://u@127.0.0.1:${port}/evidence?sslmode=verify-full`))).toBe(
      code,
    );
  });

  it('says that nobody answers, without the password', async () => {
    const folder = await temporaryFolder();
    const url = `postgresql://arcom:s3cret@localhost/evidence?host=${folder}`;
    const opening = openTestTarget(url);
    await expect(opening).rejects.toMatchObject({ code: 'database-unreachable' });
    await expect(opening).rejects.not.toThrow('s3cret');
  });

  it.each([0o644, 0o660, 0o602])('refuses a file of mode %o: what is imported holds personal data', async (mode) => {
    const file = join(await temporaryFolder(), 'evidence.db');
    await writeFile(file, '', { mode: 0o600 });
    await chmod(file, mode);
    expect(await codeOf(() => openTestTarget(`sqlite:${file}`))).toBe('database-open-to-others');
    expect(await readFile(file)).toHaveLength(0);
    await chmod(file, 0o600);
    await using sink = await openTestTarget(`sqlite:${file}`);
    expect(sink.name).toBe(`sqlite:${file}`);
  });

  it.runIf(process.getuid?.() === 0)('refuses a file of another account', async () => {
    const file = join(await temporaryFolder(), 'evidence.db');
    await writeFile(file, '', { mode: 0o600 });
    await chown(file, 65_534, 65_534);
    expect(await codeOf(() => openTestTarget(`sqlite:${file}`))).toBe('database-open-to-others');
  });
});
