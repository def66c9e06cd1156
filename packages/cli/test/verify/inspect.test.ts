import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { runJson, runScelle } from '../support/run-scelle.ts';
import { BATCH, useScene } from '../support/scene.ts';

const scene = useScene();

describe('scelle inspect', () => {
  it('shows what a batch says of itself, and that this is not verified', async () => {
    const { status, stdout } = await runScelle(['inspect', BATCH], { cwd: scene.folder });
    expect(status).toBe(0);
    expect(stdout.match(/NOT VERIFIED/g)).toHaveLength(2);
    expect(stdout).toContain('TEST DATA');
    expect(stdout).toContain('tmg → arcom, music 1');
    expect(stdout).toContain('role=sender signer=tmg');
  });

  it('reads standard input, and says in JSON too that nothing is verified', async () => {
    const input = await readFile(join(scene.folder, BATCH));
    const { status, document } = await runJson(['inspect', '-'], { cwd: scene.folder, input });
    expect(status).toBe(0);
    expect(document).toMatchObject({ verified: false, manifest: { sender: 'tmg' }, signatures: [{ role: 'sender' }] });
  });

  it('refuses what is no batch, with exit status 1', async () => {
    const cwd = await temporaryFolder();
    const bytes = await readFile(join(scene.folder, BATCH));
    await writeFile(join(cwd, 'cut'), bytes.subarray(0, -1));
    await writeFile(join(cwd, 'long'), Buffer.concat([bytes, Buffer.alloc(512)]));
    await writeFile(join(cwd, 'text'), 'x'.repeat(5_000));
    for (const [file, code] of [
      ['cut', 'container-truncated'],
      ['long', 'container-trailing-data'],
      ['text', 'container-header-invalid'],
    ] as const) {
      expect(await runJson(['inspect', file], { cwd })).toMatchObject({ status: 1, document: { error: { code } } });
    }
  });
});
