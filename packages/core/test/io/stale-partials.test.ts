import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createProcessMark, findStalePartials } from '../../src/io/file-marks.ts';
import { createPublishedFile } from '../../src/io/published-file.ts';
import { createTemporaryFolder } from './temporary-folder.ts';

const [host, processId, random] = createProcessMark().split('-') as [string, string, string];

it('lists neither the work of this process nor files that only look alike', async () => {
  const folder = createTemporaryFolder();
  await using _ = await createPublishedFile(join(folder, 'batch.scelle'));
  for (const name of ['film.partial', 'a.b.partial', 'x.partial', `y.${host}-1-${random}.partial.txt`]) {
    writeFileSync(join(folder, name), '');
  }
  expect(await findStalePartials(folder)).toEqual([]);
});

it('lists the work of a process that has ended', async () => {
  const folder = createTemporaryFolder();
  const { pid } = spawnSync('true');
  const path = join(folder, `batch.scelle.${host}-${pid}-${random}.partial`);
  writeFileSync(path, '');
  expect(await findStalePartials(folder)).toEqual([{ path, owner: 'gone' }]);
});

it('leaves the work of another process that runs', async () => {
  const folder = createTemporaryFolder();
  writeFileSync(join(folder, `batch.scelle.${host}-1-${random}.partial`), '');
  writeFileSync(join(folder, `batch.scelle.${host}-${process.ppid}-${random}.partial`), '');
  expect(await findStalePartials(folder)).toEqual([]);
});

it('knows an earlier process that had the id of this one', async () => {
  const folder = createTemporaryFolder();
  const path = join(folder, `batch.scelle.${host}-${processId}-0000000000000000.partial`);
  writeFileSync(path, '');
  expect(await findStalePartials(folder)).toEqual([{ path, owner: 'gone' }]);
});

it('leaves to a person what another host has left', async () => {
  const folder = createTemporaryFolder();
  const path = join(folder, `batch.scelle.00000000-1-${random}.partial`);
  writeFileSync(path, '');
  expect(await findStalePartials(folder)).toEqual([{ path, owner: 'elsewhere' }]);
});

it('says that the folder is missing', async () => {
  const folder = join(createTemporaryFolder(), 'none');
  await expect(findStalePartials(folder)).rejects.toThrow(expect.objectContaining({ code: 'source-missing' }));
});
