import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { runJson, runScelle } from '../support/run-scelle.ts';
import { BATCH, trust, useScene } from '../support/scene.ts';

const scene = useScene();

function recordId(index: number): string {
  return (JSON.parse(scene.lines[index]!) as { readonly recordId: string }).recordId;
}

describe('scelle prove and verify-proof', () => {
  it('disclose one record with its legal basis, and no other', async () => {
    const out = join(await temporaryFolder(), 'proof.json');
    const args = ['prove', BATCH, ...trust, '--record', recordId(4), '--out', out];
    expect(await runScelle(args, { cwd: scene.folder })).toMatchObject({ status: 0 });
    expect((await stat(out)).mode & 0o777).toBe(0o600);
    const proof = await readFile(out, 'utf8');
    for (const [index] of scene.lines.entries()) expect(proof.includes(recordId(index))).toBe(index === 4);
    const run = await runJson(['verify-proof', out, '--signer', 'tmg=tmg.pub'], { cwd: scene.folder });
    expect(run).toMatchObject({
      status: 0,
      document: {
        valid: true,
        testData: true,
        record: JSON.parse(scene.lines[4]!),
        content: { legalBasis: 'CPI L. 331-24' },
      },
    });
  });

  it('can keep the legal basis back', async () => {
    const out = join(await temporaryFolder(), 'proof.json');
    const args = ['prove', BATCH, ...trust, '--record', recordId(0), '--without-content', '--out', out];
    expect(await runScelle(args, { cwd: scene.folder })).toMatchObject({ status: 0 });
    expect(JSON.parse(await readFile(out, 'utf8'))).toMatchObject({ content: null });
  });

  it('write nothing for a record that is not in the batch, or for a batch that is not accepted', async () => {
    const folder = await temporaryFolder();
    const out = join(folder, 'proof.json');
    const missing = await runJson(['prove', BATCH, ...trust, '--record', 'x', '--out', out], { cwd: scene.folder });
    expect(missing).toMatchObject({ status: 2, document: { error: { code: 'record-not-found' } } });
    const options = [
      '--identity',
      'arcom.identity',
      '--signer',
      'tmg=agent.pub',
      '--record',
      recordId(0),
      '--out',
      out,
    ];
    const refused = await runJson(['prove', BATCH, ...options], { cwd: scene.folder });
    expect(refused).toMatchObject({ status: 1, document: { released: false } });
    expect(await readdir(folder)).toEqual([]);
  });

  it('refuse a proof that was altered, or sealed by somebody else', async () => {
    const folder = await temporaryFolder();
    const out = join(folder, 'proof.json');
    await runScelle(['prove', BATCH, ...trust, '--record', recordId(0), '--out', out], { cwd: scene.folder });
    const stranger = await runJson(['verify-proof', out, '--signer', 'tmg=agent.pub'], { cwd: scene.folder });
    expect(stranger).toMatchObject({ status: 1, document: { error: { code: 'seal-unknown-key' } } });
    const proof = JSON.parse(await readFile(out, 'utf8')) as { record: { text: string } };
    proof.record.text = scene.lines[1]!;
    await writeFile(join(folder, 'altered'), `${JSON.stringify(proof, null, 2)}\n`);
    const altered = await runJson(['verify-proof', join(folder, 'altered'), '--signer', 'tmg=tmg.pub'], {
      cwd: scene.folder,
    });
    expect(altered).toMatchObject({ status: 1, document: { error: { code: 'proof-invalid' } } });
  });
});
