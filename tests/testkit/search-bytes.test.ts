import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findBytes, temporaryFolder } from '@scelle/testkit';
import { expect, it } from 'vitest';

const CANARY = '192.0.2.77';
const CHUNK = 65_536;
const needles = { address: CANARY };

it('finds bytes at the start, at the end and across two chunks of a file', async () => {
  const folder = await temporaryFolder();
  const positions = [0, CHUNK - CANARY.length, CHUNK - 4, CHUNK - 1, CHUNK, 3 * CHUNK - CANARY.length];
  for (const position of positions) {
    const content = new Uint8Array(3 * CHUNK).fill(0x2e);
    content.set(Buffer.from(CANARY), position);
    await writeFile(join(folder, `at-${position}`), content);
  }
  expect(await findBytes([folder], needles)).toHaveLength(positions.length);
});

it('finds a file below subfolders, by its content or by its name', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'spool', '.hidden'), { recursive: true });
  await writeFile(join(folder, 'spool', '.hidden', 'log'), `refused ${CANARY}`);
  await writeFile(join(folder, 'spool', `${CANARY}.json`), '');
  await writeFile(join(folder, 'innocent'), '192.0.2.7');
  const found = [join(folder, 'spool', '.hidden', 'log'), join(folder, 'spool', `${CANARY}.json`)];
  const expected = found.map((path) => `address: ${path}`);
  expect(await findBytes([folder], { address: new TextEncoder().encode(CANARY) })).toEqual(expected);
});

it('tells each of several needles apart, of whatever lengths', async () => {
  const folder = await temporaryFolder();
  const file = join(folder, 'log');
  await writeFile(file, `${'.'.repeat(CHUNK - 3)}ab${CANARY}`);
  const found = await findBytes([folder], { ...needles, short: 'ab', absent: 'abc', end: '77' });
  expect(found).toEqual([`address: ${file}`, `end: ${file}`, `short: ${file}`]);
});

it('finds nothing in empty files and does not follow links', async () => {
  const [folder, elsewhere] = [await temporaryFolder(), await temporaryFolder()];
  await writeFile(join(elsewhere, 'log'), CANARY);
  await writeFile(join(folder, 'empty'), '');
  await symlink(elsewhere, join(folder, 'link'));
  expect(await findBytes([folder], needles)).toEqual([]);
});

it('rejects a folder that does not exist', async () => {
  const absent = join(await temporaryFolder(), 'absent');
  await expect(findBytes([absent], needles)).rejects.toThrow(expect.objectContaining({ code: 'ENOENT' }));
});
