import { execFile } from 'node:child_process';
import { copyFile, lstat, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from '@scelle/testkit';
import type { VerificationReport } from '@scelle/verify';
import { describe, expect, it } from 'vitest';
import { drawSample } from '../../src/cosign/sample.ts';
import { afterErasure, runOnTerminal } from '../support/on-terminal.ts';
import { runJson, runScelle, scelleCommand } from '../support/run-scelle.ts';
import { BATCH, trust, useScene } from '../support/scene.ts';

const scene = useScene();
const signing = ['--key', 'agent.key', '--role', 'agent', '--name', 'agent-7'];

async function copyBatch(): Promise<string> {
  const copy = join(await temporaryFolder(), BATCH);
  await copyFile(join(scene.folder, BATCH), copy);
  return copy;
}

describe('scelle cosign', () => {
  it('shows counts and a sample that can be drawn again, and puts its seed into the signature, and no record into a log', async () => {
    const batch = await copyBatch();
    const settings = { cwd: scene.folder };
    const { status, stdout, stderr } = await runScelle(['cosign', batch, ...signing, ...trust, '--yes'], settings);
    expect(status).toBe(0);
    const seed = /sample=([0-9a-f]{32})/.exec(stdout)?.[1] ?? '';
    const sample = drawSample(seed, scene.lines.length, 10);
    expect(stderr).toContain(sample.map((index) => index + 1).join(', '));
    // Standard error is no terminal here: it may be a log, which must not hold records.
    for (const line of scene.lines) expect(stderr).not.toContain(line);
    expect(stderr).toContain('TEST DATA');
    expect(stderr).toContain('Records by hour (UTC)');
    const verified = await runJson<VerificationReport>(
      ['verify', batch, ...trust, '--require', 'agent=agent.pub'],
      settings,
    );
    expect(verified.status).toBe(0);
    expect(verified.document.signatures[1]).toMatchObject({ role: 'agent', signer: 'agent-7', sample: seed });
    const unknown = await runJson<VerificationReport>(['verify', batch, ...trust], settings);
    expect(unknown).toMatchObject({ status: 3, document: { verdict: 'held', codes: ['co-signature-unknown-key'] } });
  });

  it('shows the records of the sample on a terminal', async () => {
    const batch = await copyBatch();
    const command = [...scelleCommand, 'cosign', batch, ...signing, ...trust, '--yes'].join(' ');
    const { stdout } = await promisify(execFile)('script', ['-qec', `stty cols 20000; ${command}`, '/dev/null'], {
      cwd: scene.folder,
      env: { ...process.env, LC_ALL: 'C' },
    });
    const seed = /sample=([0-9a-f]{32})/.exec(stdout)?.[1] ?? '';
    for (const index of drawSample(seed, scene.lines.length, 10)) {
      expect(stdout).toContain((JSON.parse(scene.lines[index]!) as { recordId: string }).recordId);
    }
  });

  it('asks on the terminal, and signs only after a yes', async () => {
    const batch = await copyBatch();
    const answer = (text: string) =>
      runOnTerminal(['cosign', batch, ...signing], scene.folder, { question: '(yes/no) ', answer: text });
    const refused = await answer('no');
    expect(afterErasure(refused)).toContain('Sign this batch? (yes/no)');
    expect(refused).toContain('Nothing was signed');
    expect(await answer('yes')).toContain('co-signed as agent');
  });

  it('signs the file that a link names, and leaves the link', async () => {
    const batch = await copyBatch();
    const link = join(await temporaryFolder(), BATCH);
    await symlink(batch, link);
    const { status } = await runJson(['cosign', link, ...signing, '--yes'], { cwd: scene.folder });
    expect(status).toBe(0);
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect(await readFile(batch)).not.toEqual(await readFile(join(scene.folder, BATCH)));
  });

  it('says in the signature that nothing was looked at where there is no identity', async () => {
    const batch = await copyBatch();
    const run = await runJson(['cosign', batch, ...signing, '--yes'], { cwd: scene.folder });
    expect(run).toMatchObject({ status: 0, document: { sample: null, view: null } });
    const again = await runJson(['cosign', batch, ...signing, '--yes'], { cwd: scene.folder });
    expect(again).toMatchObject({ status: 2, document: { error: { code: 'co-signature-exists' } } });
  });

  it.each<[string, string[], string, number]>([
    ['nobody to confirm', signing, 'confirmation-missing', 2],
    [
      'the role of the seal',
      ['--key', 'agent.key', '--role', 'sender', '--name', 'a', '--yes'],
      'co-signature-role',
      2,
    ],
    ['no key to verify with', [...signing, '--identity', 'arcom.identity', '--yes'], 'signer-missing', 2],
    ['a key that is none', ['--key', 'tmg.pub', '--role', 'agent', '--name', 'a', '--yes'], 'secret-key-invalid', 2],
  ])('signs nothing with %s', async (_, options, code, expected) => {
    const batch = await copyBatch();
    const { status, document } = await runJson(['cosign', batch, ...options], { cwd: scene.folder });
    expect(document.error.code).toBe(code);
    expect(status).toBe(expected);
    expect(await readFile(batch)).toEqual(await readFile(join(scene.folder, BATCH)));
  });

  it('signs nothing that is not accepted', async () => {
    const batch = await copyBatch();
    const options = ['--identity', 'arcom.identity', '--signer', 'tmg=agent.pub', '--yes'];
    const run = await runJson(['cosign', batch, ...signing, ...options], { cwd: scene.folder });
    expect(run).toMatchObject({ status: 1, document: { released: false, report: { codes: ['seal-unknown-key'] } } });
    expect(await readFile(batch)).toEqual(await readFile(join(scene.folder, BATCH)));
  });
});
