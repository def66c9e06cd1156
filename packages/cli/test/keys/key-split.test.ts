import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateIdentity } from '@scelle/core';
import { encodeShare, encryptIdentityFile, splitIdentity } from '@scelle/core/internal';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { runJson, runScelle } from '../support/run-scelle.ts';
import { BATCH, useScene } from '../support/scene.ts';

const scene = useScene();
const signer = ['--signer', 'tmg=tmg.pub'];

/** Splits the identity of the scene into three shares, of which two open, and gives their files. */
async function split(options: readonly string[] = ['--no-passphrase']): Promise<readonly [string, string, string]> {
  const out = await temporaryFolder();
  const args = ['key', 'split', 'arcom.identity', '--shares', '3', '--threshold', '2', '--out', out, ...options];
  const { status } = await runJson(args, { cwd: scene.folder });
  expect(status).toBe(0);
  const [a, b, c] = [1, 2, 3].map((number) => join(out, `arcom.share-${number}-of-3`));
  return [a!, b!, c!];
}

function asShares(files: readonly string[]): string[] {
  return files.flatMap((file) => ['--share', file]);
}

describe('scelle key split', () => {
  it('writes one private file for each custodian, and says what to do with them', async () => {
    const out = await temporaryFolder();
    const args = ['key', 'split', 'arcom.identity', '--shares', '3', '--threshold', '2', '--no-passphrase'];
    const run = await runScelle([...args, '--out', out], { cwd: scene.folder });
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout).toContain('Any 2 of the 3 open.');
    expect(run.stdout).toContain('arcom.identity still opens everything alone.');
    const files = (await readdir(out)).sort();
    expect(files).toEqual(['arcom.share-1-of-3', 'arcom.share-2-of-3', 'arcom.share-3-of-3']);
    for (const file of files) expect((await stat(join(out, file))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(scene.folder, 'arcom.identity'), 'utf8')).toContain('AGE-SECRET-KEY-1');
    const secret = /AGE-SECRET-KEY-\S+/.exec(await readFile(join(scene.folder, 'arcom.identity'), 'utf8'))![0];
    for (const file of files) expect(await readFile(join(out, file), 'latin1')).not.toContain(secret.slice(16));
  });

  it('writes all shares or none, and never over another file', async () => {
    const out = await temporaryFolder();
    await writeFile(join(out, 'arcom.share-2-of-2'), 'mine');
    const args = ['key', 'split', 'arcom.identity', '--shares', '2', '--threshold', '2', '--no-passphrase'];
    const run = await runJson([...args, '--out', out], { cwd: scene.folder });
    expect(run).toMatchObject({ status: 2, document: { error: { code: 'target-exists' } } });
    expect(await readdir(out)).toEqual(['arcom.share-2-of-2']);
  });

  it.each([
    [['--shares', '2', '--threshold', '3', '--no-passphrase'], 'share-numbers-invalid'],
    [['--shares', '1', '--threshold', '2', '--no-passphrase'], 'option-value-invalid'],
    [['--shares', '2', '--threshold', '2', '--no-passphrase', '--passphrase-file', 'a'], 'options-conflict'],
    [['--shares', '2', '--threshold', '2', '--passphrase-file', 'a'], 'passphrase-files-count'],
    [['--shares', '2', '--threshold', '2'], 'passphrase-unavailable'],
  ])('refuses %j with %s', async (options, code) => {
    const out = await temporaryFolder();
    const run = await runJson(['key', 'split', 'arcom.identity', '--out', out, ...options], { cwd: scene.folder });
    expect(run).toMatchObject({ status: 2, document: { error: { code } } });
    expect(await readdir(out)).toEqual([]);
  });

  it('refuses a file of several identities', async () => {
    const cwd = await temporaryFolder();
    const secrets = [generateIdentity(), generateIdentity()].map(({ secret }) => `${secret}\n`);
    await writeFile(join(cwd, 'both.identity'), secrets.join(''));
    const run = await runJson(['key', 'split', 'both.identity', '--shares', '2', '--threshold', '2'], { cwd });
    expect(run).toMatchObject({ status: 2, document: { error: { code: 'identity-not-single' } } });
  });
});

describe('opening with shares', () => {
  it('works with any two of three, for verify and open', async () => {
    const [a, b, c] = await split();
    const verified = await runJson(['verify', BATCH, ...signer, ...asShares([c, a])], { cwd: scene.folder });
    expect(verified).toMatchObject({ status: 0, document: { verdict: 'accepted', level: 'full' } });
    const opened = await runScelle(['open', BATCH, ...signer, ...asShares([a, b]), '--out', '-'], {
      cwd: scene.folder,
    });
    expect(opened).toEqual({ status: 0, stderr: '', stdout: `${scene.lines.join('\n')}\n` });
  });

  it('asks for the passphrase of each custodian', async () => {
    const folder = await temporaryFolder();
    const identity = /AGE-SECRET-KEY-\S+/.exec(await readFile(join(scene.folder, 'arcom.identity'), 'utf8'))![0];
    const recipient = (await readFile(join(scene.folder, 'arcom.recipient'), 'utf8')).trim();
    const shares = await splitIdentity({ secret: identity, recipient }, { shares: 2, threshold: 2 });
    const files = ['first', 'second'].map((name) => join(folder, name));
    for (const [index, file] of files.entries()) {
      const sealed = await encryptIdentityFile(encodeShare(shares[index]!), `horse ${index}`, { workFactor: 1 });
      await writeFile(file, sealed);
      await writeFile(`${file}.pass`, `horse ${index}\n`, { mode: 0o600 });
    }
    const args = ['verify', BATCH, ...signer, ...asShares(files)];
    const given = files.flatMap((file) => ['--share-passphrase-file', `${file}.pass`]);
    expect(await runJson([...args, ...given], { cwd: scene.folder })).toMatchObject({ status: 0 });
    for (const [options, code] of [
      [[], 'passphrase-unavailable'],
      [given.slice(2), 'passphrase-files-count'],
      [[...given.slice(2), ...given.slice(0, 2)], 'passphrase-wrong'],
    ] as const) {
      const run = await runJson([...args, ...options], { cwd: scene.folder });
      expect(run).toMatchObject({ status: 2, document: { error: { code } } });
    }
  });

  it('puts each share under the passphrase of its custodian', async () => {
    const folder = await temporaryFolder();
    for (const name of ['one', 'two']) await writeFile(join(folder, name), `${name} horse\n`, { mode: 0o600 });
    const passphrases = ['one', 'two'].flatMap((name) => ['--passphrase-file', join(folder, name)]);
    const args = ['key', 'split', 'arcom.identity', '--shares', '2', '--threshold', '2', '--out', folder];
    expect(await runJson([...args, ...passphrases], { cwd: scene.folder })).toMatchObject({ status: 0 });
    for (const number of [1, 2]) {
      const file = await readFile(join(folder, `arcom.share-${number}-of-2`), 'latin1');
      expect(file).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----/);
    }
  });

  it('yields nothing with one share, one twice, another set, or an altered one, and names the file', async () => {
    const [a, b] = await split();
    const [, foreign] = await split();
    const altered = join(await temporaryFolder(), 'altered');
    const text = await readFile(b, 'utf8');
    await writeFile(altered, text.replace('"number": 2', '"number": 3'));
    for (const [files, code, named] of [
      [[a], 'shares-too-few', ''],
      [[a, a], 'share-repeated', a],
      [[a, foreign], 'share-foreign', foreign],
      [[a, altered], 'share-altered', altered],
      [[a, 'arcom.identity'], 'json-syntax', 'arcom.identity'],
      [[a, 'missing'], 'file-missing', 'missing'],
    ] as const) {
      const out = join(await temporaryFolder(), 'day');
      const run = await runJson(['open', BATCH, ...signer, ...asShares(files), '--out', out], { cwd: scene.folder });
      expect(run.document.error).toMatchObject({ code });
      expect(run.document.error.message).toContain(named);
      expect(run.status).not.toBe(0);
      await expect(stat(out)).rejects.toThrow('ENOENT');
    }
  });

  it.each([
    [['open', BATCH, ...signer, '--out', 'x'], 'option-missing'],
    [['open', BATCH, ...signer, '--out', 'x', '--identity', 'a', '--share', 'b'], 'options-conflict'],
    [['verify', BATCH, ...signer, '--sealed', '--share', 'b'], 'options-conflict'],
    [['verify', BATCH, ...signer, '--identity', 'a', '--share', 'b'], 'options-conflict'],
  ])('answers %j with %s', async (args, code) => {
    const run = await runJson(args, { cwd: scene.folder });
    expect(run).toMatchObject({ status: 2, document: { error: { code } } });
  });
});
