import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ipEvidenceTest, parseSecretKey } from '@scelle/core';
import {
  addPeer,
  findCurrentCard,
  initStation,
  openStation,
  type PartyRole,
  packBatch,
  readSettings,
} from '@scelle/station';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { runScelle } from '../support/run-scelle.ts';

/** A collector that has packed two batches without records, and the authority for which they are. */
async function twoStations(): Promise<string> {
  const cwd = await temporaryFolder();
  const parties: readonly (readonly [string, PartyRole])[] = [
    ['tmg', 'collector'],
    ['arcom', 'authority'],
  ];
  for (const [name, role] of parties) {
    await initStation(join(cwd, name), { name, role, passphrase: null });
    const file = join(cwd, name, 'scelle.toml');
    await writeFile(file, (await readFile(file, 'utf8')).replace('test-profiles = false', 'test-profiles = true'));
  }
  using tmg = await openStation(join(cwd, 'tmg'));
  using arcom = await openStation(join(cwd, 'arcom'));
  const context = { now: new Date(), clockSkewSeconds: 300 };
  await addPeer(tmg, (await findCurrentCard(arcom.ledger, 'arcom'))!, { ...context, own: 'tmg' });
  await addPeer(arcom, (await findCurrentCard(tmg.ledger, 'tmg'))!, { ...context, own: 'arcom' });
  const { settings } = await readSettings(tmg.layout.settings);
  const signer = await parseSecretKey(await readFile(tmg.layout.path('keys', 'signing.key')));
  for (const _ of [1, 2]) {
    const request = { recipient: 'arcom', stream: 'music', signer, profile: ipEvidenceTest, threads: 0 };
    await packBatch(tmg, settings, { ...request, fill: async () => undefined });
  }
  await mkdir(join(cwd, 'reports'));
  return cwd;
}

describe('the reports of a station', () => {
  it('show the place of each batch in its stream, and those that are there stay', async () => {
    const cwd = await twoStations();
    const run = (line: string) => runScelle(line.split(' '), { cwd });
    await writeFile(join(cwd, 'letter.scelle'), 'not a batch');
    const second = 'tmg/outbox/tmg.arcom.music.000002.scelle';
    expect((await run(`receive ${second} letter.scelle --reports reports --station arcom`)).status).toBe(1);
    await run(`receive ${second} tmg/outbox/tmg.arcom.music.000001.scelle --reports reports --station arcom`);
    expect((await run('process --reports reports --station arcom')).status).toBe(0);
    expect((await readdir(join(cwd, 'reports'))).sort()).toEqual([
      'letter.scelle.sealed.html',
      'tmg.arcom.music.000001.full.html',
      'tmg.arcom.music.000001.sealed.html',
      'tmg.arcom.music.000002.full.html',
      'tmg.arcom.music.000002.sealed.html',
    ]);
    const page = (name: string) => readFile(join(cwd, 'reports', name), 'utf8');
    const held = await page('tmg.arcom.music.000002.sealed.html');
    expect(held).toContain('1: missing');
    expect(held).toContain('2: held, file, this batch');
    expect(await page('tmg.arcom.music.000002.full.html')).toContain('2: accepted, file, this batch');
    expect(await page('letter.scelle.sealed.html')).not.toContain('id="stream"');
  });

  it('that cannot be written do not hide what was received and opened by then', async () => {
    const cwd = await twoStations();
    const first = 'tmg/outbox/tmg.arcom.music.000001.scelle';
    const run = (line: string) => runScelle(line.split(' '), { cwd });
    for (const command of [`receive ${first}`, 'process']) {
      const { status, stdout } = await run(`${command} --reports missing --station arcom --json`);
      expect(JSON.parse(stdout)).toMatchObject({
        batches: [{ batch: 'tmg.arcom.music.000001', outcome: 'accepted' }],
        error: { code: 'target-folder-missing' },
      });
      expect(status).toBe(2);
    }
    const second = await run('receive tmg/outbox/tmg.arcom.music.000002.scelle --reports missing --station arcom');
    expect(second.stdout).toContain('tmg.arcom.music.000002');
    expect(second.stderr).toMatch(/^scelle: .*missing/m);
  });
});
