import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@scelle/testkit';
import { expect, it } from 'vitest';
import { runJson, runScelle } from '../../packages/cli/test/support/run-scelle.ts';
import { createImportScene } from './import-scene.ts';

const args = ['import', '--pending', '--station', 'arcom'];

it('a file that is not what came stops the import of its stream, and of no other', async () => {
  const cwd = await temporaryFolder();
  const RECORDS = 60;
  const streams = ['books', 'books', 'film', 'music'];
  await createImportScene(
    cwd,
    streams.map((stream, at) => ({ records: RECORDS, segments: 'none' as const, seed: `damaged ${at}`, stream })),
  );
  const stored = (name: string) => join(cwd, 'arcom', 'inbox', `tmg.arcom.${name}.scelle`);
  await rm(stored('books.000001'));
  const bytes = await readFile(stored('film.000001'));
  bytes[700]! ^= 1;
  await writeFile(stored('film.000001'), bytes);
  const { status, document } = await runJson<{ readonly batches: readonly object[] }>(args, { cwd });
  expect(document.batches).toMatchObject([
    { batch: 'tmg.arcom.books.000001', outcome: 'unreadable', codes: ['stored-file-missing'] },
    { batch: 'tmg.arcom.film.000001', outcome: 'unreadable', codes: ['stored-file-altered'] },
    { batch: 'tmg.arcom.music.000001', outcome: 'imported', accepted: RECORDS },
  ]);
  expect(status).toBe(4);
  await writeFile(stored('film.000001'), bytes.subarray(0, 1_000));
  const { stdout } = await runScelle(args, { cwd });
  expect(stdout).toMatch(/^tmg\.arcom\.film\.000001: .*film/m);
});
