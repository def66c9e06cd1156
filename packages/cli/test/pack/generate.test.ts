import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { runJson, runScelle } from '../support/run-scelle.ts';

describe('scelle generate', () => {
  it('writes the same files for the same seed', async () => {
    const cwd = await temporaryFolder();
    await mkdir(join(cwd, 'two'));
    for (const out of ['one', 'two']) {
      const args = ['generate', '--records', '30', '--segments', 'tenth', '--seed', 's', '--out', out];
      expect(await runScelle(args, { cwd })).toMatchObject({ status: 0 });
    }
    expect((await readdir(join(cwd, 'one'))).sort()).toEqual(['content.json', 'records.jsonl', 'segments']);
    for (const file of ['content.json', 'records.jsonl']) {
      expect(await readFile(join(cwd, 'one', file))).toEqual(await readFile(join(cwd, 'two', file)));
    }
    const segments = await readdir(join(cwd, 'one/segments'));
    expect(segments.length).toBeGreaterThan(0);
    for (const name of segments) {
      const bytes = await readFile(join(cwd, 'one/segments', name));
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(name);
    }
  });

  it('leaves a folder that holds something as it is', async () => {
    const cwd = await temporaryFolder();
    await writeFile(join(cwd, 'mine'), '');
    const { status, document } = await runJson(['generate', '--records', '1', '--out', '.'], { cwd });
    expect(document.error.code).toBe('folder-exists');
    expect(status).toBe(2);
    expect(await readdir(cwd)).toEqual(['mine']);
  });
});
