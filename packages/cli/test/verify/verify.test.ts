import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@scelle/testkit';
import type { VerificationReport } from '@scelle/verify';
import { describe, expect, it } from 'vitest';
import { runJson, runScelle } from '../support/run-scelle.ts';
import { BATCH, trust, useScene } from '../support/scene.ts';

const scene = useScene();

/** A copy of the batch with one byte changed. */
async function writeAltered(folder: string, at: number): Promise<string> {
  const bytes = await readFile(join(scene.folder, BATCH));
  bytes[at]! ^= 1;
  const path = join(folder, 'altered.scelle');
  await writeFile(path, bytes);
  return path;
}

describe('scelle verify', () => {
  it.each([
    ['full', trust],
    ['sealed', ['--sealed', '--signer', 'tmg=tmg.pub']],
  ])('accepts a batch at level %s', async (level, options) => {
    const { status, document } = await runJson<VerificationReport>(['verify', BATCH, ...options], {
      cwd: scene.folder,
    });
    expect(status).toBe(0);
    expect(document).toMatchObject({ verdict: 'accepted', level, testData: true });
  });

  it('writes the first version of the report unless the second is asked for', async () => {
    const sealed = ['verify', BATCH, '--sealed', '--signer', 'tmg=tmg.pub'];
    const first = await runScelle(['--json', ...sealed], { cwd: scene.folder });
    expect(first.stdout).toMatch(
      /^\{\s*"format": ?"scelle\.report\/1",\s*"verdict": ?"accepted",\s*"level": ?"sealed"/,
    );
    const second = await runJson([...sealed, '--report-version', '2'], { cwd: scene.folder });
    expect(second).toMatchObject({ status: 0, document: { format: 'scelle.report/2', verdict: 'sealed' } });
    expect(Object.keys(second.document)).toEqual(Object.keys(JSON.parse(first.stdout)));
    const third = await runJson([...sealed, '--report-version', '3'], { cwd: scene.folder });
    expect(third).toMatchObject({ status: 2, document: { error: { code: 'option-value-invalid' } } });
  });

  it('says in the language asked for what it found', async () => {
    const english = await runScelle(['verify', BATCH, ...trust], { cwd: scene.folder });
    expect(english.stdout).toContain('ACCEPTED');
    const french = await runScelle(['verify', BATCH, ...trust, '--lang', 'fr'], { cwd: scene.folder });
    expect(french.stdout).toContain('ACCEPTÉ');
  });

  it('reads standard input, up to a size', async () => {
    const input = await readFile(join(scene.folder, BATCH));
    const settings = { cwd: scene.folder, input };
    const { status } = await runScelle(['verify', '-', ...trust], settings);
    expect(status).toBe(0);
    const limited = await runJson(['verify', '-', ...trust, '--max-size', '1K'], settings);
    expect(limited).toMatchObject({ status: 4, document: { error: { code: 'source-too-large' } } });
  });

  it('writes the report as a page, and never over another file', async () => {
    const out = await temporaryFolder();
    const report = join(out, 'report.html');
    const args = ['verify', BATCH, ...trust, '--report', report];
    expect(await runScelle(args, { cwd: scene.folder })).toMatchObject({ status: 0 });
    const page = await readFile(report, 'utf8');
    expect(page).toContain('<!doctype html>');
    expect(await runJson(args, { cwd: scene.folder })).toMatchObject({
      status: 2,
      document: { error: { code: 'target-exists' } },
    });
    expect(await readFile(report, 'utf8')).toBe(page);
    expect(await readdir(out)).toEqual(['report.html']);
    expect((await stat(report)).mode & 0o777).toBe(0o600);
  });

  it.each<[string, string[], number, string]>([
    ['another key', ['--signer', 'tmg=agent.pub'], 1, 'seal-unknown-key'],
    ['the key under another name', ['--signer', 'other=tmg.pub'], 1, 'sender-key-mismatch'],
    ['another recipient', ['--signer', 'tmg=tmg.pub', '--recipient', 'hadopi'], 1, 'addressee-other'],
    [
      'a co-signature that is missing',
      ['--signer', 'tmg=tmg.pub', '--require', 'agent=agent.pub'],
      1,
      'threshold-not-met',
    ],
  ])('rejects a batch with %s', async (_, options, expected, code) => {
    const args = ['verify', BATCH, '--sealed', ...options];
    const { status, document } = await runJson<VerificationReport>(args, { cwd: scene.folder });
    expect(document).toMatchObject({ verdict: 'rejected', codes: [code] });
    expect(status).toBe(expected);
  });

  it('rejects a batch whose payload was altered, and opens nothing of it', async () => {
    const altered = await writeAltered(await temporaryFolder(), 2_000);
    const { status, document } = await runJson<VerificationReport>(['verify', altered, ...trust], {
      cwd: scene.folder,
    });
    expect(document).toMatchObject({ verdict: 'rejected', codes: ['payload-digest'] });
    expect(status).toBe(1);
  });

  it('gives each of several batches a line, and the worst of their exit statuses', async () => {
    const altered = await writeAltered(await temporaryFolder(), 2_000);
    const rejected = await runScelle(['verify', BATCH, altered, ...trust], { cwd: scene.folder });
    expect(rejected.status).toBe(1);
    expect(rejected.stdout).toMatch(
      /^ACCEPTED {2}full {3}TEST DATA tmg\.arcom\.music\.000001\.scelle \(sequence: not checked\)\nREJECTED {2}full/,
    );
    const missing = await runJson<{ readonly batches: readonly object[] }>(
      ['verify', altered, 'none.scelle', BATCH, ...trust],
      {
        cwd: scene.folder,
      },
    );
    expect(missing.status).toBe(4);
    expect(missing.document.batches).toMatchObject([
      { report: { verdict: 'rejected' } },
      { file: 'none.scelle', error: { code: 'source-missing' } },
      { report: { verdict: 'accepted' } },
    ]);
  });

  it('takes no key for two co-signers, even under another key number', async () => {
    const [comment, line = ''] = (await readFile(join(scene.folder, 'agent.pub'), 'utf8')).split('\n');
    const bytes = Buffer.from(line, 'base64');
    // minisign: two bytes name the algorithm, eight are the key number, the rest is the key.
    bytes[2]! ^= 1;
    const other = join(await temporaryFolder(), 'other.pub');
    await writeFile(other, `${comment}\n${bytes.toString('base64')}\n`);
    for (const again of ['agent.pub', other]) {
      const required = ['--require', 'agent=agent.pub', '--require', `agent=${again}`];
      const { status, document } = await runJson(['verify', BATCH, ...trust, ...required], { cwd: scene.folder });
      expect(document.error.code).toBe('require-repeated');
      expect(status).toBe(2);
    }
  });

  it('lets no file name forge the line of another batch', async () => {
    const name = 'x.scelle\nACCEPTED  full   y.scelle';
    const { stdout } = await runScelle(['verify', name, BATCH, ...trust], { cwd: scene.folder });
    expect(stdout.match(/^ACCEPTED/gm)).toHaveLength(1);
    expect(stdout).toContain('x.scelle\\u{a}ACCEPTED');
  });

  it.each<[string, string[], string, number]>([
    ['no such key file', ['--sealed', '--signer', 'tmg=none.pub'], 'file-missing', 4],
    ['a key file that is none', ['--sealed', '--signer', 'tmg=arcom.recipient'], 'public-key-invalid', 2],
    ['an identity that is none', ['--identity', 'tmg.pub', '--signer', 'tmg=tmg.pub'], 'age-identity-invalid', 2],
    [
      'a sender among co-signers',
      ['--sealed', '--signer', 'tmg=tmg.pub', '--require', 'sender=a.pub'],
      'require-sender',
      2,
    ],
    ['a report for several', ['--sealed', '--signer', 'tmg=tmg.pub', '--report', 'r.html', BATCH], 'report-for-one', 2],
  ])('ends with an error for %s', async (_, options, code, expected) => {
    const { status, document } = await runJson(['verify', BATCH, ...options], { cwd: scene.folder });
    expect(document.error.code).toBe(code);
    expect(status).toBe(expected);
  });
});
