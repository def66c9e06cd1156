import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { exportReceipts } from '../../src/receipts/export-receipts.ts';
import { codeOf } from '../support/code-of.ts';
import { rewind } from '../support/rewind.ts';
import { createPair, deliver, outboxPath, pack } from '../support/test-station.ts';

const document = 'tmg.arcom.music.000001.delivery.json';

/** A batch that came, and a folder for its receipt. */
async function createScene() {
  const { tmg, arcom } = await createPair();
  const path = outboxPath(tmg, await pack(tmg));
  await deliver(arcom, path);
  return { tmg, arcom, folder: await temporaryFolder() };
}

describe('receipts that are written to a folder', () => {
  it('are two files each, which stay where they are there already', async () => {
    const { arcom, folder } = await createScene();
    expect(await exportReceipts(arcom.station, { folder, party: 'tmg' })).toMatchObject([{ isNew: true }]);
    expect((await readdir(folder)).sort()).toEqual([document, `${document}.minisig`]);
    expect(await exportReceipts(arcom.station, { folder })).toMatchObject([{ isNew: false }]);
  });

  it('are told apart where two batches claim one number', async () => {
    const { tmg, arcom } = await createPair();
    const digests: string[] = [];
    const packAndDeliver = async () => {
      const packed = await pack(tmg);
      await deliver(arcom, outboxPath(tmg, packed));
      digests.push(packed.manifestDigest);
    };
    await rewind(tmg, packAndDeliver);
    await packAndDeliver();
    const folder = await temporaryFolder();
    const files = await exportReceipts(arcom.station, { folder });
    const names = digests.map((digest) => `tmg.arcom.music.000001.${digest.slice(0, 8)}.delivery.json`);
    expect(files.map((file) => file.document)).toEqual(names.map((name) => join(folder, name)));
    const [accepted, rejected] = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
    expect(accepted).toContain('"outcome": "accepted"');
    expect(rejected).toContain('sequence-equivocation');
    expect(await readdir(folder)).toHaveLength(4);
  });

  it.each([document, `${document}.minisig`])('never take the place of another file %s', async (name) => {
    const { arcom, folder } = await createScene();
    await writeFile(join(folder, name), 'mine');
    expect(await codeOf(() => exportReceipts(arcom.station, { folder }))).toBe('target-exists');
    expect(await readdir(folder)).toEqual([name]);
    expect(await readFile(join(folder, name), 'utf8')).toBe('mine');
  });

  it('take the place of earlier ones of the same batch and stage', async () => {
    const { tmg, arcom } = await createPair();
    const first = outboxPath(tmg, await pack(tmg));
    await deliver(arcom, outboxPath(tmg, await pack(tmg)));
    const folder = await temporaryFolder();
    await exportReceipts(arcom.station, { folder });
    const second = join(folder, 'tmg.arcom.music.000002.delivery.json');
    expect(await readFile(second, 'utf8')).toContain('"outcome": "held"');
    await deliver(arcom, first);
    expect(await exportReceipts(arcom.station, { folder })).toHaveLength(2);
    expect(await readFile(second, 'utf8')).toContain('"outcome": "accepted"');
  });

  it('get the signature that an interruption left out', async () => {
    const { arcom, folder } = await createScene();
    await exportReceipts(arcom.station, { folder });
    await rm(join(folder, `${document}.minisig`));
    expect(await exportReceipts(arcom.station, { folder })).toMatchObject([{ isNew: true }]);
    expect(await readdir(folder)).toHaveLength(2);
  });

  it('are asked for by the name of a peer only', async () => {
    const { arcom, folder } = await createScene();
    expect(await codeOf(() => exportReceipts(arcom.station, { folder, party: 'nobody' }))).toBe('peer-unknown');
    expect(await codeOf(() => exportReceipts(arcom.station, { folder, party: 'arcom' }))).toBe('own-party');
  });
});
