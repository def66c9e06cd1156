import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findBytes, temporaryFolder } from '@scelle/testkit';
import { expect, it } from 'vitest';

const CANARY = '192.0.2.77';
const CHUNK = 65_536;

it('finds bytes at the start, at the end and across two chunks of a file', async () => {
  const folder = await temporaryFolder();
  const positions = [0, CHUNK - CANARY.length, CHUNK - 4, CHUNK - 1, CHUNK, 3 * CHUNK - CANARY.length];
  for (const position of positions) {
    const content = new Uint8Array(3 * CHUNK).fill(0x2e);
    content.set(Buffer.from(CANARY), position);
    await writeFile(join(folder, `at-${position}`), content);
  }
  expect(await findBytes([folder], CANARY)).toHaveLength(positions.length);
});

it('finds a file below subfolders, by its content or by its name', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'spool', '.hidden'), { recursive: true });
  await writeFile(join(folder, 'spool', '.hidden', 'log'), `refused ${CANARY}`);
  await writeFile(join(folder, 'spool', `${CANARY}.json`), '');
  await writeFile(join(folder, 'innocent'), '192.0.2.7');
  const found = [join(folder, 'spool', '.hidden', 'log'), join(folder, 'spool', `${CANARY}.json`)];
  expect(await findBytes([folder], new TextEncoder().encode(CANARY))).toEqual(found);
});

it('finds nothing in empty files and does not follow links', async () => {
  const [folder, elsewhere] = [await temporaryFolder(), await temporaryFolder()];
  await writeFile(join(elsewhere, 'log'), CANARY);
  await writeFile(join(folder, 'empty'), '');
  await symlink(elsewhere, join(folder, 'link'));
  expect(await findBytes([folder], CANARY)).toEqual([]);
});

it('rejects a folder that does not exist', async () => {
  const absent = join(await temporaryFolder(), 'absent');
  await expect(findBytes([absent], CANARY)).rejects.toThrow(expect.objectContaining({ code: 'ENOENT' }));
});
