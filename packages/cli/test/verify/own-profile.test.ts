import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest } from '@scelle/core';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { runJson } from '../support/run-scelle.ts';
import { trust, useScene } from '../support/scene.ts';

const scene = useScene();

/** The notices of a trusted flagger: a profile without any library. */
const moduleText = (check = '') => `
const keys = ['noticeId', 'onBehalfOf', 'submittedAt', 'url'];
const validate = (value) => {
  ${check}
  const found = Object.keys(value);
  const wrong = [...keys.filter((key) => typeof value[key] !== 'string'), ...found.filter((key) => !keys.includes(key))];
  if (wrong.length > 0) return { issues: [{ message: 'not a notice', path: [wrong[0]] }] };
  return { value: Object.fromEntries(keys.map((key) => [key, value[key]])) };
};
export const notice = {
  name: 'flagger-notice/1',
  test: false,
  schema: { '~standard': { version: 1, vendor: 'flagger', validate } },
  facts: ({ noticeId, onBehalfOf, submittedAt }) =>
    ({ recordId: noticeId, controller: onBehalfOf, occurredAt: submittedAt, agent: null, segments: [] }),
};
`;

const notice = {
  noticeId: '0193ee00-0000-4000-8000-000000000001',
  onBehalfOf: 'sacem',
  submittedAt: '2026-11-02T20:27:31Z',
  url: 'https://videos.example/watch/1',
};

async function prepare(text: string = moduleText()) {
  const folder = await temporaryFolder();
  const file = join(folder, 'notice.mjs');
  await writeFile(file, text, { mode: 0o600 });
  await writeFile(join(folder, 'notices.jsonl'), `${JSON.stringify(notice)}\n`);
  return { folder, file };
}

function pack(folder: string, ...options: readonly string[]) {
  const place = ['--sender', 'tmg', '--recipient', 'arcom', '--stream', 'notices', '--sequence', '1', '--out', folder];
  const keys = ['--key', 'tmg.key', '--recipient-key', 'arcom.recipient'];
  const args = ['pack', ...place, ...keys, ...options, join(folder, 'notices.jsonl')];
  return runJson<{ readonly file: string; readonly manifest: Manifest }>(args, { cwd: scene.folder });
}

function run(command: string, ...args: readonly string[]) {
  return runJson([command, ...args, ...trust], { cwd: scene.folder });
}

describe('--profile-from', () => {
  it('packs, verifies and opens the notices of a trusted flagger', async () => {
    const { folder, file } = await prepare();
    const packed = await pack(folder, '--profile-from', file);
    expect(packed).toMatchObject({ status: 0, document: { manifest: { profile: 'flagger-notice/1' } } });
    const batch = packed.document.file;
    expect(await run('verify', batch)).toMatchObject({ document: { verdict: 'rejected' } });
    const verified = await run('verify', batch, '--profile-from', file);
    expect(verified).toMatchObject({ status: 0, document: { verdict: 'accepted', testData: false } });
    const out = join(folder, 'opened');
    expect(await run('open', batch, '--profile-from', file, '--out', out)).toMatchObject({ status: 0 });
    expect(await readFile(join(out, 'records.jsonl'), 'utf8')).toBe(`${JSON.stringify(notice)}\n`);
  });

  it('proves a notice, and checks its form with the proof', async () => {
    const { folder, file } = await prepare();
    const { file: batch } = (await pack(folder, '--profile-from', file)).document;
    const proof = join(folder, 'notice.proof.json');
    const asked = ['--record', notice.noticeId, '--profile-from', file, '--out', proof];
    expect(await run('prove', batch, ...asked)).toMatchObject({ status: 0 });
    const check = (...args: readonly string[]) =>
      runJson(['verify-proof', proof, '--signer', 'tmg=tmg.pub', ...args], { cwd: scene.folder });
    expect(await check()).toMatchObject({ status: 0, document: { record: notice, testData: null } });
    expect(await check('--profile-from', file)).toMatchObject({ status: 0, document: { testData: false } });
    const strict = (await prepare(moduleText("return { issues: [{ message: 'no', path: ['url'] }] };"))).file;
    expect((await check('--profile-from', strict)).status).toBe(1);
  });

  it('names a profile that fails or differs when the batch is verified, and the batch is as it was', async () => {
    const { folder, file } = await prepare();
    const { file: batch } = (await pack(folder, '--profile-from', file)).document;
    const failing = (await prepare(moduleText('null.trim();'))).file;
    expect(await run('verify', batch, '--profile-from', failing)).toMatchObject({
      status: 2,
      document: { error: { code: 'profile-failed' } },
    });
    const strict = moduleText("return { issues: [{ message: 'no', path: ['url'] }] };");
    expect(await run('verify', batch, '--profile-from', (await prepare(strict)).file)).toMatchObject({
      status: 1,
      document: { verdict: 'rejected' },
    });
    expect(await run('verify', batch, '--profile-from', file)).toMatchObject({ status: 0 });
  });

  it.each([
    ['no profile', 'export const other = 5;'],
    ['two profiles', `${moduleText()} export const second = notice;`],
    ['a profile of a name that is taken', moduleText().replace('flagger-notice/1', 'ip-evidence/1')],
    ['no module', 'export const ='],
  ])('refuses a module with %s', async (_, text) => {
    const { folder, file } = await prepare(text);
    expect(await pack(folder, '--profile-from', file)).toMatchObject({
      status: 2,
      document: { error: { code: 'profile-from-invalid' } },
    });
  });

  it('runs nothing that others could have changed', async () => {
    const { folder, file } = await prepare('process.exit(7);');
    const unsafe = { status: 2, document: { error: { code: 'profile-from-unsafe' } } };
    await chmod(file, 0o622);
    expect(await pack(folder, '--profile-from', file)).toMatchObject(unsafe);
    await chmod(file, 0o600);
    await chmod(folder, 0o777);
    expect(await pack(folder, '--profile-from', file)).toMatchObject(unsafe);
    await chmod(folder, 0o1777);
    expect(await pack(folder, '--profile-from', file)).toMatchObject(unsafe);
    // Whoever may rename a folder puts another in its place.
    const inner = join(folder, 'inner');
    await mkdir(inner, { mode: 0o700 });
    await rename(file, join(inner, 'notice.mjs'));
    await chmod(folder, 0o777);
    expect(await pack(folder, '--profile-from', join(inner, 'notice.mjs'))).toMatchObject(unsafe);
  });

  it('is given in place of --profile, and names a file that is there', async () => {
    const { folder, file } = await prepare();
    const both = await pack(folder, '--profile-from', file, '--profile', 'ip-evidence/1');
    expect(both).toMatchObject({ status: 2, document: { error: { code: 'options-conflict' } } });
    const missing = await pack(folder, '--profile-from', join(folder, 'absent.mjs'));
    expect(missing).toMatchObject({ document: { error: { code: 'file-missing' } } });
  });
});
