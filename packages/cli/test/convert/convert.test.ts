import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { runJson, runScelle } from '../support/run-scelle.ts';

const mapping = {
  defaults: { controller: 'scpp', tool: { name: 'collector', version: '3' }, category: 'music', rightsHolder: 'SCPP' },
  csv: {
    columns: [
      { column: 'when', field: 'occurredAt' },
      { column: 'ip', field: 'source.ip' },
      { column: 'port', field: 'source.port' },
      { column: 'net', field: 'protocol' },
      { column: 'title', field: 'work.title' },
    ],
  },
};

const header = 'when,ip,port,net,title,user\n';
const good = '2026-03-01T10:00:00Z,192.0.2.77,6881,ed2k,Title,\n';
const bad = '2026-03-01T10:00:00Z,10.0.0.77,6881,ed2k,Title,\n';

async function writeInputs(csv: string): Promise<string> {
  const cwd = await temporaryFolder();
  await writeFile(join(cwd, 'partner.json'), JSON.stringify(mapping));
  await writeFile(join(cwd, 'day.csv'), csv);
  return cwd;
}

const args = ['convert', '--format', 'csv', '--mapping', 'partner.json', '--profile', 'ip-evidence-test/1', 'day.csv'];

interface Converted {
  readonly records: number;
  readonly refused: number;
  readonly notes: readonly { readonly code: string; readonly field: string; readonly records: number }[];
}

describe('scelle convert', () => {
  it('writes records that pack takes, and every note in a file of its own', async () => {
    const cwd = await writeInputs(`${header}${good.replace(',\n', ',Jean Dupont\n')}${good.replace('Title', 'Other')}`);
    const run = await runJson<Converted>([...args, '--out', 'day.jsonl', '--notes', 'notes.jsonl'], { cwd });
    expect(run).toMatchObject({ status: 0, document: { records: 2, refused: 0 } });
    expect(run.document.notes).toContainEqual({ kind: 'loss', code: 'left-out', field: 'user', records: 1 });
    expect(run.document.notes).toContainEqual({ kind: 'guess', code: 'id-derived', field: 'recordId', records: 2 });
    const notes = (await readFile(join(cwd, 'notes.jsonl'), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(notes[0]).toMatchObject({ input: 'day.csv', record: 1, kind: 'loss', code: 'left-out', field: 'user' });
    const everything = `${JSON.stringify(run)}${JSON.stringify(notes)}`;
    for (const secret of ['192.0.2.77', 'Jean', 'Title']) expect(everything).not.toContain(secret);
    expect((await stat(join(cwd, 'day.jsonl'))).mode & 0o777).toBe(0o600);
    await runScelle(['keygen', 'signing', 'tmg', '--no-passphrase'], { cwd });
    await runScelle(['keygen', 'opening', 'arcom', '--no-passphrase'], { cwd });
    const stream = ['--sender', 'tmg', '--recipient', 'arcom', '--stream', 'music', '--sequence', '1', '--out', '.'];
    const keys = ['--key', 'tmg.key', '--recipient-key', 'arcom.recipient', '--profile', 'ip-evidence-test/1'];
    const packed = await runJson(['pack', 'day.jsonl', ...stream, ...keys], { cwd });
    expect(packed).toMatchObject({ status: 0, document: { manifest: { records: { count: 2 } } } });
  });

  it('streams to standard output, and notes on standard error, record by record', async () => {
    const cwd = await writeInputs(header + good);
    const run = await runScelle(args, { cwd });
    expect(run.status).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ controller: 'scpp', works: [{ title: 'Title' }] });
    expect(run.stderr).toContain('day.csv, record 1: guess (default-used, controller).');
    const french = await runScelle([...args, '--lang', 'fr'], { cwd });
    expect(french.stderr).toContain('day.csv, enregistrement 1 : supposition (default-used, controller).');
    expect(french.stdout).toBe(run.stdout);
  });

  it('writes no file where a record is refused, but says which and why', async () => {
    const cwd = await writeInputs(header + bad + good);
    const run = await runJson([...args, '--out', 'day.jsonl', '--notes', 'notes.jsonl'], { cwd });
    expect(run).toMatchObject({ status: 1, document: { error: { code: 'records-refused' } } });
    expect((await readdir(cwd)).sort()).toEqual(['day.csv', 'notes.jsonl', 'partner.json']);
    const notes = await readFile(join(cwd, 'notes.jsonl'), 'utf8');
    expect(notes).toContain(
      '"record":1,"kind":"refusal","code":"record-address-not-documentation","field":"source.ip"',
    );
    const skipped = await runJson([...args, '--out', 'day.jsonl', '--skip-refused'], { cwd });
    expect(skipped).toMatchObject({ status: 0, document: { records: 1, refused: 1 } });
  });

  it('reads notices from standard input', async () => {
    const cwd = await writeInputs('');
    const notice =
      '<Infringement><Source><TimeStamp>2026-03-01T10:00:00Z</TimeStamp><IP_Address>192.0.2.7</IP_Address><Port>1</Port><SubType Protocol="KAD"/></Source><Content><Item><Title>A & B</Title><FileName>f</FileName></Item></Content></Infringement>';
    const xml = ['convert', '--format', 'acns', '--mapping', 'partner.json', '--profile', 'ip-evidence-test/1', '-'];
    const run = await runScelle(xml, { cwd, input: notice });
    expect(JSON.parse(run.stdout)).toMatchObject({ protocol: 'kad', works: [{ title: 'A & B' }] });
    expect(run.stderr).toContain('ampersand-repaired');
  });

  it.each([
    [['--format', 'csv', 'missing.csv', '--out', 'x'], 'source-missing', 4],
    [['--format', 'csv', 'day.csv', '--mapping', 'day.csv', '--out', 'x'], 'mapping-invalid', 2],
    [['--format', 'acns', 'day.csv', '--out', 'x'], 'nothing-found', 1],
    [['--format', 'xarf', 'day.csv', '--out', 'x'], 'nothing-found', 1],
    [['--format', 'csv', 'day.csv', '--out', 'x'], 'csv-header-invalid', 1],
    [['--format', 'csv', 'day.csv', '--out', 'partner.json'], 'target-exists', 2],
    [['--format', 'csv', 'day.csv', '--profile', 'none/1', '--out', 'x'], 'profile-unknown', 2],
    [['--format', 'csv', '-', '-', '--out', 'x'], 'standard-input-twice', 2],
    [['--format', 'csv', 'day.csv'], 'options-conflict', 2],
    [['--format', 'pdf', 'day.csv'], 'option-value-invalid', 2],
  ])('answers %j with %s', async (options, code, status) => {
    const cwd = await writeInputs(header + good);
    const run = await runJson(['convert', ...options], { cwd });
    expect(run).toMatchObject({ status, document: { error: { code } } });
    expect((await readdir(cwd)).sort()).toEqual(['day.csv', 'partner.json']);
  });
});
