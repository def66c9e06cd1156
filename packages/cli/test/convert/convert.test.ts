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
    expect(run.document.notes).toContainEqual(
      expect.objectContaining({ kind: 'loss', code: 'left-out', field: 'user', records: 1 }),
    );
    expect(run.document.notes).toContainEqual(
      expect.objectContaining({ kind: 'guess', code: 'id-derived', field: 'recordId', records: 2 }),
    );
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

  it('streams to standard output, and counts notes on standard error, a line for each kind', async () => {
    const cwd = await writeInputs(header + good.repeat(500));
    const run = await runScelle(args, { cwd });
    expect(run.status).toBe(0);
    expect(JSON.parse(run.stdout.split('\n')[0]!)).toMatchObject({ controller: 'scpp', works: [{ title: 'Title' }] });
    expect(run.stderr).toContain('500 × guess (default-used, controller), first in day.csv, line 2, record 1. ');
    expect(run.stderr.trim().split('\n')).toHaveLength(5);
    const french = await runScelle([...args, '--lang', 'fr'], { cwd });
    expect(french.stderr).toContain(
      '500 × supposition (default-used, controller), d’abord dans day.csv, ligne 2, enregistrement 1. ',
    );
    expect(french.stdout).toBe(run.stdout);
  });

  it('writes no file where a record is refused, but says which and why', async () => {
    const cwd = await writeInputs(header + bad + good);
    const run = await runJson([...args, '--out', 'day.jsonl', '--notes', 'notes.jsonl'], { cwd });
    expect(run).toMatchObject({ status: 1, document: { error: { code: 'records-refused' } } });
    expect((await readdir(cwd)).sort()).toEqual(['day.csv', 'notes.jsonl', 'partner.json']);
    const notes = await readFile(join(cwd, 'notes.jsonl'), 'utf8');
    expect(notes).toContain(
      '"record":1,"kind":"refusal","code":"record-address-not-documentation","field":"source.ip","line":2,"column":"ip"',
    );
    const skipped = await runJson([...args, '--out', 'day.jsonl', '--skip-refused'], { cwd });
    expect(skipped).toMatchObject({ status: 0, document: { records: 1, refused: 1 } });
  });

  it('tells of a refusal the file, the line, the column, and what was expected', async () => {
    const cwd = await writeInputs(`${header}${good}${good.replace('10:00:00Z', '10:00:00')}`);
    const run = await runScelle([...args, '--out', 'day.jsonl'], { cwd });
    expect(run.status).toBe(1);
    expect(run.stderr).toContain(
      '1 × refused (value-invalid, occurredAt, column when), first in day.csv, line 3, record 2. The value is not of the form that is expected here. Expected: a time with a zone',
    );
    expect(run.stderr).toContain('Records refused: 1 (value-invalid, occurredAt).');
    expect(run.stderr).toContain('day.jsonl was not written.');
  });

  it('checks without writing, and shows the first records', async () => {
    const cwd = await writeInputs(header + good.repeat(5));
    const run = await runJson<{ examples: unknown[]; records: number }>([...args, '--check'], { cwd });
    expect(run).toMatchObject({ status: 0, document: { records: 5, refused: 0 } });
    expect(run.document.examples).toHaveLength(3);
    const refused = await writeInputs(header + bad + good);
    const text = await runScelle([...args, '--check', '--out', 'day.jsonl'], { cwd: refused });
    expect(text.status).toBe(1);
    expect(text.stdout).toContain('1 records would be written, 1 would be refused. Nothing was written.');
    expect((await readdir(refused)).sort()).toEqual(['day.csv', 'partner.json']);
  });

  it('guesses a mapping, with which the same command converts', async () => {
    const cwd = await temporaryFolder();
    await writeFile(
      join(cwd, 'day.csv'),
      `Date;IP;Port;Réseau;Titre\n${'13/02/2026 10:00:00;192.0.2.7;6881;BT;Été\n'.repeat(3)}`,
    );
    const run = await runScelle(['convert', '--guess', 'day.csv', '--out', 'partner.toml'], { cwd });
    expect(run).toMatchObject({ status: 0, stdout: expect.stringContaining('marked DECIDE: 2.') });
    const guessed = await readFile(join(cwd, 'partner.toml'), 'utf8');
    const decided = guessed
      .replace('# timeZone', 'timeZone')
      .replaceAll(/^# (controller|category|rightsHolder|tool) =/gm, '$1 =');
    await writeFile(join(cwd, 'decided.toml'), decided);
    const options = ['--format', 'csv', '--mapping', 'decided.toml', '--profile', 'ip-evidence-test/1'];
    const converted = await runScelle(['convert', ...options, 'day.csv'], { cwd });
    expect(JSON.parse(converted.stdout.split('\n')[0]!)).toMatchObject({
      occurredAt: '2026-02-13T09:00:00Z',
      protocol: 'bittorrent',
    });
  });

  it('lists what retracted notices take back, where it is asked to', async () => {
    const cwd = await writeInputs('');
    const notice = (more: string) =>
      `<Infringement><Case><ID>A1</ID></Case><Source><TimeStamp>2026-03-01T10:00:00Z</TimeStamp><IP_Address>192.0.2.7</IP_Address><Port>1</Port><SubType Protocol="KAD"/></Source><Content><Item><Title>A</Title><FileName>f</FileName></Item></Content>${more}</Infringement>`;
    await writeFile(join(cwd, 'day.xml'), notice(''));
    await writeFile(join(cwd, 'back.xml'), notice('<Type Retraction="true">INFRINGEMENT</Type>'));
    const acns = ['convert', '--format', 'acns', '--mapping', 'partner.json', '--profile', 'ip-evidence-test/1'];
    const refused = await runJson([...acns, 'day.xml', 'back.xml', '--out', 'x.jsonl'], { cwd });
    expect(refused).toMatchObject({ status: 1, document: { error: { code: 'records-refused' } } });
    const listed = [...acns, 'day.xml', 'back.xml', '--out', 'day.jsonl', '--withdrawals', 'back.jsonl'];
    const run = await runJson(listed, { cwd });
    expect(run).toMatchObject({ status: 0, document: { records: 1, refused: 0, withdrawals: 1 } });
    const record = JSON.parse(await readFile(join(cwd, 'day.jsonl'), 'utf8'));
    expect(JSON.parse(await readFile(join(cwd, 'back.jsonl'), 'utf8'))).toEqual({
      input: 'back.xml',
      record: 1,
      line: 1,
      reason: 'notice-retracted',
      sourceId: 'A1',
      recordId: record.recordId,
    });
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
    [['day.csv', '--out', 'x'], 'option-missing', 2],
    [['--guess', '--format', 'xarf', 'day.csv', '--out', 'x'], 'options-conflict', 2],
    [['--guess', 'day.csv', 'day.csv', '--out', 'x'], 'options-conflict', 2],
    [['--guess', 'missing.csv', '--out', 'x'], 'source-missing', 4],
    [['--format', 'pdf', 'day.csv'], 'option-value-invalid', 2],
  ])('answers %j with %s', async (options, code, status) => {
    const cwd = await writeInputs(header + good);
    const run = await runJson(['convert', ...options], { cwd });
    expect(run).toMatchObject({ status, document: { error: { code } } });
    expect((await readdir(cwd)).sort()).toEqual(['day.csv', 'partner.json']);
  });
});
