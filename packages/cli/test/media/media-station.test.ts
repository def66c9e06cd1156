import { copyFile, mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ipEvidenceTest, parseSecretKey } from '@scelle/core';
import { addPeer, findCurrentCard, initStation, openStation, packBatch, readSettings } from '@scelle/station';
import { temporaryFolder } from '@scelle/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runJson, runScelle } from '../support/run-scelle.ts';

const BATCH = 'tmg.arcom.music.000001.scelle';

const parties = [
  ['tmg', 'collector'],
  ['arcom', 'authority'],
] as const;

/** A collector with a batch without records in its outbox, and the authority for which it is. */
async function twoStations(): Promise<string> {
  return createStations(await temporaryFolder());
}

async function createStations(cwd: string): Promise<string> {
  for (const [name, role] of parties) {
    await initStation(join(cwd, name), { name, role, passphrase: null });
    await changeSettings(cwd, name, 'test-profiles = false', 'test-profiles = true');
  }
  using tmg = await openStation(join(cwd, 'tmg'));
  using arcom = await openStation(join(cwd, 'arcom'));
  const context = { now: new Date(), clockSkewSeconds: 300 };
  await addPeer(tmg, (await findCurrentCard(arcom.ledger, 'arcom'))!, { ...context, own: 'tmg' });
  await addPeer(arcom, (await findCurrentCard(tmg.ledger, 'tmg'))!, { ...context, own: 'arcom' });
  const { settings } = await readSettings(tmg.layout.settings);
  const signer = await parseSecretKey(await readFile(tmg.layout.path('keys', 'signing.key')));
  const request = { recipient: 'arcom', stream: 'music', signer, profile: ipEvidenceTest, threads: 0 };
  await packBatch(tmg, settings, { ...request, fill: async () => undefined });
  return cwd;
}

async function changeSettings(cwd: string, name: string, from: string, to: string): Promise<void> {
  const file = join(cwd, name, 'scelle.toml');
  await writeFile(file, (await readFile(file, 'utf8')).replaceAll(from, to));
}

const run = (cwd: string, line: string) => runScelle(line.split(' '), { cwd });
const json = <Document>(cwd: string, line: string) => runJson<Document>(line.split(' '), { cwd });

const WRITE = 'media write --pending --disc cd --station tmg --out parcel';
const READ = 'media read parcel/disc-01-of-01 --station arcom';

describe('scelle media at a station', () => {
  it('leaves out a batch that lacks a co-signature, and says so', async () => {
    const cwd = await twoStations();
    await changeSettings(cwd, 'tmg', 'required-roles = {}', 'required-roles = { agent = 1 }');
    const { status, stdout, stderr } = await run(cwd, WRITE);
    expect({ status, stdout }).toEqual({ status: 3, stdout: 'Nothing waits to be written to discs.\n' });
    expect(stderr).toBe(`${BATCH}: left out, because co-signatures are missing (agent: 1).\n`);
    expect(await readdir(cwd)).not.toContain('parcel');
  });

  it('signs nothing with a key that no peer accepts, and sends nothing', async () => {
    const cwd = await twoStations();
    await initStation(join(cwd, 'other'), { name: 'other', role: 'collector', passphrase: null });
    await copyFile(join(cwd, 'other/keys/signing.key'), join(cwd, 'tmg/keys/signing.key'));
    const { status, stderr } = await run(cwd, WRITE);
    expect({ status, isTold: stderr.includes('No peer would accept') }).toEqual({ status: 2, isTold: true });
    expect(await readdir(cwd)).not.toContain('parcel');
  });

  it('prints the words of the set on labels and slip, and shows them where the discs are read', async () => {
    const cwd = await twoStations();
    const { document } = await json<{ words: string[]; setKey: string }>(cwd, WRITE);
    expect(document.words).toHaveLength(11);
    for (const page of ['labels.html', 'delivery-slip.html']) {
      expect(await readFile(join(cwd, 'parcel', page), 'utf8')).toContain(document.words.join(' '));
    }
    expect((await run(cwd, READ)).stdout).toContain(`words on the labels: ${document.words.join(' ')}\n`);
  });

  it('keeps in the inbox what came, readable by nobody else and written by nobody any more', async () => {
    const cwd = await twoStations();
    await run(cwd, WRITE);
    const { status, document } = await json<{ batches: object[] }>(cwd, READ);
    expect(status).toBe(0);
    expect(document.batches).toMatchObject([{ file: BATCH, outcome: 'accepted', discs: [1] }]);
    const file = join(cwd, 'arcom', 'inbox', BATCH);
    expect((await stat(file)).mode & 0o777).toBe(0o400);
    expect(await readFile(file)).toEqual(await readFile(join(cwd, 'tmg', 'outbox', BATCH)));
    expect(await readdir(join(cwd, 'arcom', 'media'))).toEqual([]);
  });

  it('names a disc from which nothing was taken, whatever others gave', async () => {
    const cwd = await twoStations();
    await run(cwd, WRITE);
    await mkdir(join(cwd, 'destroyed'));
    const { status, document } = await json(cwd, `${READ} destroyed`);
    const passedOver = [{ medium: 'destroyed', code: 'set-not-found' }];
    expect([status, document]).toMatchObject([5, { batches: [{ outcome: 'accepted' }], passedOver }]);
  });

  it('answers as the intake does where a batch is not accepted, and takes it once it can be', async () => {
    const cwd = await twoStations();
    await run(cwd, WRITE);
    await changeSettings(cwd, 'arcom', 'required-roles = {}', 'required-roles = { agent = 1 }');
    const refused = await json<{ batches: object[] }>(cwd, READ);
    expect(refused.status).toBe(1);
    expect(refused.document.batches).toMatchObject([{ outcome: 'quarantined', codes: ['threshold-not-met'] }]);
    await changeSettings(cwd, 'arcom', 'required-roles = { agent = 1 }', 'required-roles = {}');
    const taken = await json<{ batches: object[] }>(cwd, READ);
    expect(taken.document.batches).toMatchObject([{ outcome: 'accepted' }]);
  });

  it('refuses a set of a party that is not confirmed', async () => {
    const cwd = await twoStations();
    await run(cwd, WRITE);
    await initStation(join(cwd, 'other'), { name: 'arcom', role: 'authority', passphrase: null });
    const { status, document } = await runJson(`${READ.replace('--station arcom', '--station other')}`.split(' '), {
      cwd,
    });
    expect([status, document.error.code]).toEqual([1, 'set-not-authentic']);
  });

  it('has left even where the images could not be made', async () => {
    const cwd = await twoStations();
    await mkdir(join(cwd, 'bin'));
    const settings = { cwd, env: { PATH: join(cwd, 'bin') } };
    const { status, document } = await runJson([...WRITE.split(' '), '--iso'], settings);
    expect([status, document.error.code]).toEqual([4, 'xorriso-missing']);
    expect(await readdir(join(cwd, 'parcel'))).toEqual(['delivery-slip.html', 'disc-01-of-01', 'labels.html']);
    expect((await run(cwd, 'status --station tmg')).stdout).toContain('sent since');
  });
});

describe('scelle media at a station, called wrongly', () => {
  let cwd = '';
  beforeAll(async () => {
    cwd = await createStations(await mkdtemp(join(await realpath(tmpdir()), 'scelle-test-')));
  });
  afterAll(() => rm(cwd, { recursive: true, force: true }));

  it.each([
    ['write --pending a.scelle --station tmg --out o', 'options-conflict'],
    ['write --pending --key k --station tmg --out o', 'options-conflict'],
    ['write --pending --to arcom --receipts tmg --station tmg --out o', 'options-conflict'],
    ['write --receipts nobody --station tmg --out o', 'peer-unknown'],
    ['write --pending --to nobody --station tmg --out o', 'peer-unknown'],
    ['write a.scelle --seal-number 1 --key k --out o', 'option-missing'],
    ['write a.scelle --out o', 'option-missing'],
    ['write --key k --out o', 'argument-missing'],
    [`write --pending --courier ${'x'.repeat(200)} --station tmg --out o`, 'hand-over-invalid'],
    ['read d --out o --station arcom', 'options-conflict'],
    ['read d --session s --station arcom', 'option-missing'],
    [`read d --opened-by ${'x'.repeat(200)} --station arcom`, 'hand-over-invalid'],
    ['read d', 'station-not-found'],
  ])('answers %s with %s', async (line, code) => {
    const { status, document } = await runJson(['media', ...line.split(' ')], { cwd });
    expect([status, document.error.code]).toEqual([2, code]);
  });
});
