import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeWithTools, stockTool, temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { runOnTerminal } from '../support/on-terminal.ts';
import { runJson, runScelle } from '../support/run-scelle.ts';

async function modeOf(file: string): Promise<number> {
  return (await stat(file)).mode & 0o777;
}

describe('scelle keygen', () => {
  it('makes a signing key that only its owner can read', async () => {
    const cwd = await temporaryFolder();
    const run = await runScelle(['keygen', 'signing', 'tmg', '--no-passphrase'], { cwd });
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout).toContain('compare the fingerprint');
    expect((await readdir(cwd)).sort()).toEqual(['tmg.key', 'tmg.pub']);
    expect(await modeOf(join(cwd, 'tmg.key'))).toBe(0o600);
    expect(await modeOf(join(cwd, 'tmg.pub'))).toBe(0o644);
  });

  it.each([
    [[], /^age1[a-z0-9]{58}\n$/],
    [['--pq'], /^age1pq1[a-z0-9]+\n$/],
  ])('makes an opening key with %j', async (options, recipient) => {
    const cwd = await temporaryFolder();
    const { status } = await runScelle(['keygen', 'opening', 'arcom', '--no-passphrase', ...options], { cwd });
    expect(status).toBe(0);
    expect(await readFile(join(cwd, 'arcom.recipient'), 'utf8')).toMatch(recipient);
    expect(await modeOf(join(cwd, 'arcom.identity'))).toBe(0o600);
  });

  it.each(['tmg.key', 'tmg.pub'])('overwrites nothing and leaves nothing where %s exists', async (name) => {
    const cwd = await temporaryFolder();
    await writeFile(join(cwd, name), 'mine');
    const { status, document } = await runJson(['keygen', 'signing', 'tmg', '--no-passphrase'], { cwd });
    expect(document.error.code).toBe('target-exists');
    expect(status).toBe(2);
    expect(await readdir(cwd)).toEqual([name]);
    expect(await readFile(join(cwd, name), 'utf8')).toBe('mine');
  });

  it('demands a passphrase, and does not wait where nobody can give one', async () => {
    const cwd = await temporaryFolder();
    const { status, document } = await runJson(['keygen', 'signing', 'tmg'], { cwd });
    expect(document.error.code).toBe('passphrase-unavailable');
    expect(status).toBe(2);
    expect(await readdir(cwd)).toEqual([]);
  });

  it('refuses an empty passphrase', async () => {
    const cwd = await temporaryFolder();
    await writeFile(join(cwd, 'empty'), '\nsecond line');
    const args = ['keygen', 'opening', 'arcom'];
    const file = await runJson([...args, '--passphrase-file', 'empty'], { cwd });
    expect(file.document.error.code).toBe('passphrase-empty');
    const variable = await runJson(args, { cwd, env: { SCELLE_PASSPHRASE: '' } });
    expect(variable.document.error.code).toBe('passphrase-empty');
    expect(await readdir(cwd)).toEqual(['empty']);
  });

  it('asks on the terminal for a new passphrase, twice, and shows it never', async () => {
    const cwd = await temporaryFolder();
    const type = (first: string, second: string) =>
      runOnTerminal(
        ['keygen', 'signing', 'tmg'],
        cwd,
        { question: 'New passphrase for tmg.key: ', answer: first },
        { question: 'The same passphrase again: ', answer: second },
      );
    expect(await type('horse', 'house')).toContain('The two passphrases differ');
    expect(await readdir(cwd)).toEqual([]);
    expect(await type('horse', 'horse')).not.toContain('horse');
    expect((await readdir(cwd)).sort()).toEqual(['tmg.key', 'tmg.pub']);
  });

  it('takes no passphrase where it is told to use none', async () => {
    const cwd = await temporaryFolder();
    const args = ['keygen', 'signing', 'tmg', '--no-passphrase', '--passphrase-file', 'pass'];
    const run = await runJson(args, { cwd });
    expect(run).toMatchObject({ status: 2, document: { error: { code: 'options-conflict' } } });
    expect(await readdir(cwd)).toEqual([]);
  });

  it('warns of a passphrase file that others can read', async () => {
    const cwd = await temporaryFolder();
    await writeFile(join(cwd, 'pass'), 'horse\n');
    await chmod(join(cwd, 'pass'), 0o644);
    const { status, stderr } = await runScelle(['keygen', 'signing', 'tmg', '--passphrase-file', 'pass'], { cwd });
    expect(stderr).toContain('pass: other users can read this passphrase');
    expect(status).toBe(0);
  });

  describeWithTools(['age', 'minisign'], 'with stock tools', () => {
    it('makes keys that minisign and age use', async () => {
      const cwd = await temporaryFolder();
      await runScelle(['keygen', 'signing', 'tmg', '--no-passphrase'], { cwd });
      await runScelle(['keygen', 'opening', 'arcom', '--no-passphrase'], { cwd });
      await writeFile(join(cwd, 'message'), 'hello');
      const signed = await stockTool('minisign').run(['-S', '-s', 'tmg.key', '-m', 'message'], { cwd });
      expect(signed.status).toBe(0);
      expect((await stockTool('minisign').run(['-V', '-p', 'tmg.pub', '-m', 'message'], { cwd })).status).toBe(0);
      await stockTool('age').run(['-R', 'arcom.recipient', '-o', 'sealed', 'message'], { cwd });
      const opened = await stockTool('age').run(['-d', '-i', 'arcom.identity', 'sealed'], { cwd });
      expect(Buffer.from(opened.stdout).toString()).toBe('hello');
    });
  });
});
