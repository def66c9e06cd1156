import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { runJson, runScelle } from '../support/run-scelle.ts';
import { BATCH, trust, useScene } from '../support/scene.ts';

const scene = useScene();

describe('scelle open', () => {
  it('releases exactly what was packed into a new private folder', async () => {
    const parent = await temporaryFolder();
    const out = join(parent, 'day');
    const run = await runJson(['open', BATCH, ...trust, '--out', out], { cwd: scene.folder });
    expect(run).toMatchObject({ status: 0, document: { released: true, records: scene.lines.length } });
    expect(await readdir(parent)).toEqual(['day']);
    expect((await readdir(out)).sort()).toEqual(['batch.json', 'manifest.json', 'records.jsonl', 'report.json']);
    expect(await readFile(join(out, 'records.jsonl'))).toEqual(await readFile(join(scene.folder, 'records.jsonl')));
    for (const name of await readdir(out)) expect((await stat(join(out, name))).mode & 0o777).toBe(0o600);
    expect((await stat(out)).mode & 0o777).toBe(0o700);
  });

  it('streams the records to standard output, and nothing else', async () => {
    const input = await readFile(join(scene.folder, BATCH));
    const run = await runScelle(['open', '-', ...trust, '--out', '-'], { cwd: scene.folder, input });
    expect(run).toEqual({ status: 0, stderr: '', stdout: `${scene.lines.join('\n')}\n` });
  });

  it('releases nothing of a batch that is not accepted', async () => {
    const parent = await temporaryFolder();
    const bytes = await readFile(join(scene.folder, BATCH));
    bytes[2_000]! ^= 1;
    await writeFile(join(parent, 'altered'), bytes);
    for (const out of ['-', join(parent, 'day')]) {
      const { status, stdout, stderr } = await runScelle(['open', join(parent, 'altered'), ...trust, '--out', out], {
        cwd: scene.folder,
      });
      expect(status).toBe(1);
      expect(stdout).toBe('');
      expect(stderr).toContain('REJECTED');
    }
    expect(await readdir(parent)).toEqual(['altered']);
  });

  it('never takes the place of a folder', async () => {
    const parent = await temporaryFolder();
    await mkdir(join(parent, 'day'));
    const run = await runJson(['open', BATCH, ...trust, '--out', join(parent, 'day')], { cwd: scene.folder });
    expect(run).toMatchObject({ status: 2, document: { error: { code: 'folder-exists' } } });
    const nowhere = await runJson(['open', BATCH, ...trust, '--out', join(parent, 'none/day')], { cwd: scene.folder });
    expect(nowhere).toMatchObject({ status: 2, document: { error: { code: 'folder-missing' } } });
    expect(await readdir(parent)).toEqual(['day']);
  });

  it('refuses to mix records and a document on standard output', async () => {
    const run = await runJson(['open', BATCH, ...trust, '--out', '-'], { cwd: scene.folder });
    expect(run).toMatchObject({ status: 2, document: { error: { code: 'options-conflict' } } });
  });
});
