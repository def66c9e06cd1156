import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { runJson, runScelle } from '../support/run-scelle.ts';
import { BATCH, trust, useScene } from '../support/scene.ts';

const scene = useScene();

async function writeMapping(folder: string): Promise<string> {
  const party = { org: 'Agency', contact: 'a@agency.example', domain: 'agency.example' };
  const controllers = new Set(scene.lines.map((line) => (JSON.parse(line) as { controller: string }).controller));
  const complainants = [...controllers].map((name) => [name, { entity: name, email: `${name}@agency.example` }]);
  const path = join(folder, 'partner.json');
  const mapping = {
    acns: { complainants: Object.fromEntries(complainants) },
    xarf: { reporter: party, sender: party },
  };
  await writeFile(path, JSON.stringify(mapping));
  return path;
}

describe('scelle export', () => {
  it('writes a table from which convert makes the same records', async () => {
    const folder = await temporaryFolder();
    const out = join(folder, 'day.csv');
    const run = await runJson(['export', BATCH, '--format', 'csv', ...trust, '--out', out], { cwd: scene.folder });
    expect(run).toMatchObject({ status: 0, document: { released: true, records: scene.lines.length, notes: [] } });
    expect((await stat(out)).mode & 0o777).toBe(0o600);
    const back = await runScelle(['convert', '--format', 'csv', '--profile', 'ip-evidence-test/1', out], {
      cwd: folder,
    });
    expect(back).toEqual({ status: 0, stderr: '', stdout: `${scene.lines.join('\n')}\n` });
  });

  it.each(['acns', 'xarf', 'stix'])('writes %s, and notes what it has no place for', async (format) => {
    const folder = await temporaryFolder();
    const [out, notes] = [join(folder, 'day'), join(folder, 'notes.jsonl')];
    const options = ['--format', format, '--mapping', await writeMapping(folder), '--skip-refused', '--notes', notes];
    const run = await runJson(['export', BATCH, ...options, ...trust, '--out', out], { cwd: scene.folder });
    expect(run).toMatchObject({ status: 0, document: { released: true } });
    expect((await readFile(out, 'utf8')).length).toBeGreaterThan(1_000);
    expect(await readFile(notes, 'utf8')).toContain('"record":1,"kind":"loss","code":"left-out","field":"tool"');
  });

  it('writes Parquet, and what a provider needs', async () => {
    const folder = await temporaryFolder();
    const [parquet, provider] = [join(folder, 'day.parquet'), join(folder, 'provider.csv')];
    const analyst = await runJson(['export', BATCH, '--format', 'parquet', ...trust, '--out', parquet], {
      cwd: scene.folder,
    });
    expect(analyst).toMatchObject({ status: 0, document: { records: scene.lines.length, notes: [] } });
    expect((await readFile(parquet)).toString('latin1')).toMatch(/^PAR1.*PAR1$/s);
    const asked = await runJson(['export', BATCH, '--for', 'provider', ...trust, '--out', provider], {
      cwd: scene.folder,
    });
    expect(asked).toMatchObject({ status: 0, document: { records: scene.lines.length, notes: [] } });
    const [header, row] = (await readFile(provider, 'utf8')).split('\r\n');
    expect(header).toBe('recordId,source.ip,source.port,occurredAt');
    expect(row!.split(',')).toHaveLength(4);
  });

  it('streams to standard output after a complete verification', async () => {
    const run = await runScelle(['export', BATCH, '--format', 'csv', ...trust, '--out', '-'], { cwd: scene.folder });
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout.trim().split('\r\n')).toHaveLength(scene.lines.length + 1);
  });

  it('releases nothing of a batch that is not accepted', async () => {
    const folder = await temporaryFolder();
    const bytes = await readFile(join(scene.folder, BATCH));
    bytes[2_000]! ^= 1;
    await writeFile(join(folder, 'altered'), bytes);
    for (const out of ['-', join(folder, 'day.csv')]) {
      const options = ['--format', 'csv', '--notes', join(folder, 'notes'), ...trust, '--out', out];
      const run = await runScelle(['export', join(folder, 'altered'), ...options], { cwd: scene.folder });
      expect(run).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('REJECTED') });
    }
    expect(await readdir(folder)).toEqual(['altered']);
  });

  it.each([
    [['--format', 'acns', '--out', 'x', ...trust], 'mapping-section-missing', 2],
    [['--out', 'x', ...trust], 'option-missing', 2],
    [['--format', 'xarf', '--for', 'provider', '--out', 'x', ...trust], 'options-conflict', 2],
    [['--format', 'csv', '--out', 'x', '--signer', 'tmg=tmg.pub'], 'option-missing', 2],
    [['--format', 'csv', '--out', '-', ...trust], 'options-conflict', 2],
    [['--format', 'csv', '--out', 'arcom.identity', ...trust], 'target-exists', 2],
  ])('answers %j with %s', async (options, code, status) => {
    const run = await runJson(['export', BATCH, ...options], { cwd: scene.folder });
    expect(run).toMatchObject({ status, document: { error: { code } } });
  });
});
