import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { encodeSecretKey, generateSecretKey, type Manifest } from '@scelle/core';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { runJson, runScelle, startScelle } from '../support/run-scelle.ts';
import { BATCH, useScene } from '../support/scene.ts';

interface Packed {
  readonly file: string;
  readonly manifestDigest: string;
  readonly rejected: number;
  readonly manifest: Manifest;
}

interface Failed {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly reasons?: readonly { readonly code: string; readonly details: { readonly line?: number } }[];
  };
}

const scene = useScene();

/** A folder of the test, and the arguments that pack into it. */
async function prepare(options: Readonly<Record<string, string | null>> = {}) {
  const out = await temporaryFolder();
  const all: Record<string, string | null> = {
    '--sender': 'tmg',
    '--recipient': 'arcom',
    '--stream': 'music',
    '--sequence': '1',
    '--key': 'tmg.key',
    '--recipient-key': 'arcom.recipient',
    '--content': 'content.json',
    '--profile': 'ip-evidence-test/1',
    '--out': out,
    ...options,
  };
  const args = Object.entries(all).flatMap(([option, value]) => (value === null ? [] : [option, value]));
  return { out, args: ['pack', ...args] };
}

describe('scelle pack', () => {
  it('makes one private file, named after its place in the stream', async () => {
    const { out, args } = await prepare();
    const { status, document } = await runJson<Packed>([...args, 'records.jsonl'], { cwd: scene.folder });
    expect(status).toBe(0);
    expect(document.manifest.records.count).toBe(scene.lines.length);
    expect(await readdir(out)).toEqual([BATCH]);
    expect((await stat(join(out, BATCH))).mode & 0o777).toBe(0o600);
  });

  it('reads several inputs in order, also with CRLF, a byte order mark and no final newline', async () => {
    const { out, args } = await prepare();
    await writeFile(join(out, 'a.jsonl'), `\ufeff${scene.lines.slice(0, 3).join('\r\n')}`);
    const input = `${scene.lines.slice(3, 5).join('\n')}\n`;
    const inputs = [join(out, 'a.jsonl'), '-'];
    const { status, document } = await runJson<Packed>([...args, ...inputs], { cwd: scene.folder, input });
    expect(status).toBe(0);
    expect(document.manifest.records.count).toBe(5);
  });

  it('makes a batch of nothing from an empty input where it is told to, and none otherwise', async () => {
    const { out, args } = await prepare();
    const refused = await runJson([...args, '-'], { cwd: scene.folder, input: '' });
    expect(refused).toMatchObject({ status: 1, document: { error: { code: 'input-empty' } } });
    expect(await readdir(out)).toEqual([]);
    const empty = [...args, '--allow-empty', '-'];
    const { status, document } = await runJson<Packed>(empty, { cwd: scene.folder, input: '' });
    expect(status).toBe(0);
    expect(document.manifest).toMatchObject({ period: null, records: { count: 0 } });
  });

  it('continues a stream after the batch that --previous names, and after no other', async () => {
    const second = await prepare({ '--sequence': '2', '--previous': BATCH });
    const settings = { cwd: scene.folder };
    const { status, document } = await runJson<Packed>([...second.args, 'records.jsonl'], settings);
    expect(status).toBe(0);
    const third = await prepare({ '--sequence': '3', '--previous': BATCH });
    expect(await runJson([...third.args, 'records.jsonl'], settings)).toMatchObject({
      status: 2,
      document: { error: { code: 'previous-not-preceding' } },
    });
    const digest = { '--sequence': '3', '--previous': document.manifestDigest };
    const { args } = await prepare(digest);
    expect(await runScelle([...args, 'records.jsonl'], settings)).toMatchObject({ status: 0 });
  });

  it.each<[Record<string, string | null>, string, number]>([
    [{ '--sequence': '2' }, 'previous-required', 2],
    [{ '--previous': 'f'.repeat(64) }, 'previous-unexpected', 2],
    [{ '--profile': 'nothing/1' }, 'profile-unknown', 2],
    [{ '--content': 'records.jsonl' }, 'content-statement-invalid', 2],
    [{ '--recipient-key': 'tmg.pub' }, 'age-recipient-invalid', 2],
    [{ '--recipient-key': 'none' }, 'file-missing', 4],
    [{ '--key': 'tmg.pub' }, 'secret-key-invalid', 2],
    [{ '--key': '.' }, 'file-unreadable', 4],
    [{ '--out': 'none/there' }, 'target-folder-missing', 2],
    [{ '--out': BATCH }, 'target-exists', 2],
    [{ '--out': 'tmg.pub/x.scelle' }, 'target-folder-missing', 2],
    [{ '--content': null }, 'records-invalid', 1],
  ])('with %j ends with %s', async (options, code, expected) => {
    const before = await readdir(scene.folder);
    const { out, args } = await prepare(options);
    const { status, document } = await runJson([...args, 'records.jsonl'], { cwd: scene.folder });
    expect(document.error.code).toBe(code);
    expect(status).toBe(expected);
    expect(await readdir(out)).toEqual([]);
    expect(await readdir(scene.folder)).toEqual(before);
  });

  it('opens an encrypted key with its passphrase only', async () => {
    const { out, args } = await prepare({ '--key': 'locked.key' });
    const key = await encodeSecretKey(generateSecretKey(), 'right', { workFactor: 10 });
    await writeFile(join(scene.folder, 'locked.key'), key);
    const run = (passphrase?: string) =>
      runJson([...args, 'records.jsonl'], {
        cwd: scene.folder,
        env: passphrase === undefined ? {} : { SCELLE_PASSPHRASE: passphrase },
      });
    expect((await run()).document.error.code).toBe('passphrase-unavailable');
    expect((await run('wrong')).document.error.code).toBe('passphrase-wrong');
    expect(await readdir(out)).toEqual([]);
    expect((await run('right')).status).toBe(0);
  });

  it('names line and reason of every invalid record, and writes nothing', async () => {
    const { out, args } = await prepare();
    const [line] = scene.lines as [string];
    const record = JSON.parse(line) as { source: object };
    const bad: [string | Uint8Array, string][] = [
      ['', 'record-line-blank'],
      [line.replace('"recordId"', '"recordID"'), 'record-field-missing'],
      [JSON.stringify({ ...record, email: 'a@example.org' }), 'record-field-unknown'],
      [JSON.stringify({ ...record, source: { ip: '10.0.0.1', port: 5 } }), 'record-address-not-documentation'],
      [line.replace(/"occurredAt":"[^"]*"/, '"occurredAt":"2026-11-02T00:00:01+01:00"'), 'record-field-invalid'],
      [line + line, 'json-syntax'],
      [line.replace('{', '{"recordId":"x",'), 'json-duplicate-key'],
      [line.replace(/"port":\d+/, '"port":1e400'), 'json-number'],
      [line.replace(/"size":\d+/, '"size":9007199254740993'), 'json-number'],
      [line.replace(/"isp":[^,]*,/, '"isp":"\\ud800",'), 'json-lone-surrogate'],
      [Buffer.concat([Buffer.from(line.slice(0, -1)), Buffer.of(0xff), Buffer.from('}')]), 'utf8-invalid'],
      [' '.repeat(10_000_000), 'record-line-too-long'],
      ['['.repeat(60_000), 'json-depth'],
      [line.replace('{', '{"__proto__":{},'), 'record-field-unknown'],
      ['null', 'record-field-invalid'],
      [line.replace(/"agent":"[^"]*"/, '"agent":"nobody"'), 'record-agent-unlisted'],
    ];
    // Each with an id of its own, so that none is refused because of another.
    const own = (text: string | Uint8Array, number: number) => {
      const bytes = Buffer.from(text as string).toString('latin1');
      return Buffer.from(
        bytes.replace(/(?<="recordId":"[0-9a-f-]{28})[0-9a-f]{8}/, `${number}`.padStart(8, '0')),
        'latin1',
      );
    };
    const input = Buffer.concat(
      bad.flatMap(([text], index) => [own(line, 2 * index), own('\n', 0), own(text, 2 * index + 1), own('\n', 0)]),
    );
    const { status, document } = await runJson<Failed>([...args, '-'], { cwd: scene.folder, input });
    expect(status).toBe(1);
    expect(document.error.code).toBe('records-invalid');
    expect(document.error.reasons?.map(({ code, details }) => [details.line, code])).toEqual(
      bad.map(([, code], index) => [2 * index + 2, code]),
    );
    expect(await readdir(out)).toEqual([]);
  });

  it('refuses a record whose id an earlier one of the batch has, with its line', async () => {
    const { out, args } = await prepare();
    const [one, two, three] = scene.lines as [string, string, string];
    await writeFile(join(out, 'a.jsonl'), `${one}\n${two}\n`);
    await writeFile(join(out, 'b.jsonl'), `${three}\n${one.replace('{"recordId"', '{ "recordId"')}\n{}\n`);
    const inputs = [join(out, 'a.jsonl'), join(out, 'b.jsonl')];
    const { status, document } = await runJson<Failed>([...args, ...inputs], { cwd: scene.folder });
    expect(status).toBe(1);
    expect(document.error.reasons?.map(({ code, details }) => [details.line, code])).toEqual([
      [2, 'record-id-repeated'],
      [3, 'record-field-missing'],
    ]);
    const rejects = join(out, 'rejects.jsonl');
    const twice = [...args, '--rejects', rejects, inputs[0]!, inputs[0]!];
    const run = await runJson<Packed>(twice, { cwd: scene.folder });
    expect(run).toMatchObject({ status: 0, document: { rejected: 2, manifest: { records: { count: 2 } } } });
    expect(await readFile(rejects, 'utf8')).toBe(`${one}\n${two}\n`);
  });

  it.each<[string, string | Uint8Array, string]>([
    ['a table', 'Date;IP;Port\n2026-03-01;192.0.2.1;1\n', '--format csv'],
    ['a table in gzip', gzipSync('Date;IP;Port\n'), 'gzip -dc'],
    ['records in zstd', zstdCompressSync('{}\n'), 'zstd -dc'],
    ['a list', '[\n{"recordId":"x"}\n]', 'jq -c'],
    ['a notice', '<?xml version="1.0"?><Infringement/>', '--format acns'],
    ['a report', '{"xarf_version":"4.2.0"}', '--format xarf'],
    ['a workbook', Buffer.from('PK\u0003\u0004x'), '--format csv'],
    ['UTF-16', Buffer.from('\ufeff{}\n', 'utf16le'), 'iconv'],
  ])('names the command that makes records of %s', async (_, content, command) => {
    const { out, args } = await prepare();
    await writeFile(join(out, 'input'), content);
    const { status, document } = await runJson([...args, join(out, 'input')], { cwd: scene.folder });
    expect(status).toBe(1);
    expect(document.error.code).toBe('input-not-records');
    expect(document.error.message).toContain(command);
    expect(await readdir(out)).toEqual(['input']);
  });

  it('counts a recipient once who is named twice, and reads files of recipients as people save them', async () => {
    const { out, args } = await prepare();
    const recipient = await readFile(join(scene.folder, 'arcom.recipient'), 'utf8');
    await writeFile(join(out, 'saved'), `\ufeff${recipient.replaceAll('\n', ' \t\r\n')}`);
    const twice = [...args, '--recipient-key', join(out, 'saved'), 'records.jsonl'];
    const { status, document } = await runJson<Packed>(twice, { cwd: scene.folder });
    expect(status).toBe(0);
    expect(document.manifest.sealedTo).toHaveLength(1);
  });

  it('stops after twenty invalid records', async () => {
    const { args } = await prepare();
    const { status, stderr } = await runScelle([...args, '-'], { cwd: scene.folder, input: '{}\n'.repeat(1_000) });
    expect(status).toBe(1);
    expect(stderr.split('\n').filter((line) => line.startsWith('-, line '))).toHaveLength(20);
    expect(stderr).toContain('Reading ended after 20 invalid records');
  });

  it('diverts invalid records with --rejects, so that they can be corrected, and packs the rest', async () => {
    const { out, args } = await prepare();
    const [first, second] = scene.lines as [string, string];
    const input = `${first}\nbroken\n${second}\n{}`;
    const rejects = join(out, 'rejects.jsonl');
    const run = await runJson<Packed>([...args, '-', '--rejects', rejects], { cwd: scene.folder, input });
    expect(run).toMatchObject({ status: 0, document: { rejected: 2, manifest: { records: { count: 2 } } } });
    expect(await readFile(rejects, 'utf8')).toBe('broken\n{}\n');
    const reasons = (await readFile(`${rejects}.reasons.jsonl`, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((text) => JSON.parse(text));
    expect(reasons).toMatchObject([
      { file: '-', line: 2, code: 'json-syntax' },
      { file: '-', line: 4, code: 'record-field-missing', field: 'recordId' },
    ]);
    expect((await stat(rejects)).mode & 0o777).toBe(0o600);
  });

  it('refuses to seal an empty batch where --rejects left nothing, but not where there was nothing', async () => {
    const { out, args } = await prepare();
    const diverting = [...args, '-', '--rejects', join(out, 'rejects.jsonl')];
    const refused = await runJson(diverting, { cwd: scene.folder, input: 'broken\n{}\n' });
    expect(refused).toMatchObject({ status: 1, document: { error: { code: 'records-invalid' } } });
    expect(refused.document.error.message).toContain('No record is valid (rejected: 2)');
    expect(await readdir(out)).toEqual([]);
    const empty = [...diverting, '--allow-empty'];
    expect(await runScelle(empty, { cwd: scene.folder, input: '' })).toMatchObject({ status: 0 });
    expect(await readdir(out)).toEqual([BATCH]);
  });

  it('makes no file of rejects where there are none, and overwrites none', async () => {
    const { out, args } = await prepare();
    const rejects = join(out, 'rejects.jsonl');
    await writeFile(`${rejects}.reasons.jsonl`, '');
    const settings = { cwd: scene.folder };
    const refused = await runJson([...args, 'records.jsonl', '--rejects', rejects], settings);
    expect(refused.document.error.code).toBe('target-exists');
    expect(await readdir(out)).toEqual(['rejects.jsonl.reasons.jsonl']);
    const other = join(out, 'other.jsonl');
    expect(await runScelle([...args, 'records.jsonl', '--rejects', other], settings)).toMatchObject({ status: 0 });
    expect((await readdir(out)).sort()).toEqual(['rejects.jsonl.reasons.jsonl', BATCH]);
  });

  it('takes segments that are what their names say, and follows no link', async () => {
    const { out, args } = await prepare();
    const segments = join(out, 'segments');
    await mkdir(segments);
    const digest = createHash('sha256').update('evidence').digest('hex');
    const segment = JSON.stringify([{ offset: 0, length: 8, sha256: digest }]);
    const input = scene.lines[0]!.replace('"segments":[]', `"segments":${segment}`);
    const run = () => runJson<Failed & Packed>([...args, '-', '--segments', segments], { cwd: scene.folder, input });
    const codes = async () => (await run()).document.error.reasons?.map(({ code }) => code);
    expect(await codes()).toEqual(['attachment-not-found']);
    await writeFile(join(segments, digest), 'evidencf');
    expect(await codes()).toEqual(['attachment-wrong-digest']);
    await writeFile(join(segments, digest), 'evidence');
    expect((await run()).document.manifest.attachments).toEqual({ count: 1, bytes: 8 });
    const linked = await prepare({ '--segments': join(out, 'links') });
    await mkdir(join(out, 'links'));
    await symlink(join(segments, digest), join(out, 'links', digest));
    const link = await runJson([...linked.args, '-'], { cwd: scene.folder, input });
    expect(link).toMatchObject({ status: 4, document: { error: { code: 'file-unreadable' } } });
    expect(await readdir(linked.out)).toEqual([]);
  });

  it('leaves nothing when it is interrupted', async () => {
    const { out, args } = await prepare();
    const child = startScelle([...args, '-'], { cwd: scene.folder });
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.stdin!.write(`${scene.lines[0]}\n`);
    while ((await readdir(out)).length === 0) await new Promise((resolve) => setImmediate(resolve));
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(await readdir(out)).toEqual([]);
  });

  it('reports and removes what a killed process left', async () => {
    const { out, args } = await prepare();
    const child = startScelle([...args, '-'], { cwd: scene.folder });
    const ended = new Promise((resolve) => child.once('close', resolve));
    while ((await readdir(out)).length === 0) await new Promise((resolve) => setImmediate(resolve));
    child.kill('SIGKILL');
    await ended;
    const [left] = await readdir(out);
    expect(left).toMatch(/\.partial$/);
    const { status, stderr } = await runScelle([...args, 'records.jsonl'], { cwd: scene.folder });
    expect(status).toBe(0);
    expect(stderr).toContain(`${left}: left unfinished by a process that has ended, and removed.`);
    expect(await readdir(out)).toEqual([BATCH]);
  });
});
