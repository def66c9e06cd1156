import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { parseReceipt } from '../../src/receipts/receipt.ts';
import { createPair, type Desk, deliver, outboxPath, pack, processAll } from '../support/desk.ts';

function files({ station }: Desk, folder: 'inbox' | 'held' | 'quarantine'): Promise<string[]> {
  return readdir(station.layout.path(folder));
}

describe('a delivered batch', () => {
  it('that is next in its stream goes to the inbox, and its receipt says accepted', async () => {
    const { tmg, arcom } = await createPair();
    const first = await pack(tmg);
    const result = await deliver(arcom, outboxPath(tmg, first));
    expect(result.outcome).toBe('accepted');
    expect(await files(arcom, 'inbox')).toEqual(['tmg.arcom.music.000001.scelle']);
    const receipt = parseReceipt(result.receipts[0]!.document);
    expect(receipt).toMatchObject({ stage: 'delivery', outcome: 'accepted', manifest: first.manifestDigest });
  });

  it('that came before is a duplicate, gets the same receipt, and changes nothing', async () => {
    const { tmg, arcom } = await createPair();
    const path = outboxPath(tmg, await pack(tmg));
    const once = await deliver(arcom, path);
    const twice = await deliver(arcom, path);
    expect(twice.outcome).toBe('duplicate');
    expect(twice.receipts.map(({ document }) => Buffer.from(document))).toEqual(
      once.receipts.map(({ document }) => Buffer.from(document)),
    );
    expect(await files(arcom, 'inbox')).toHaveLength(1);
  });

  it('that comes too early is held and follows by itself, in order', async () => {
    const { tmg, arcom } = await createPair();
    const paths = [];
    for (let count = 0; count < 3; count += 1) paths.push(outboxPath(tmg, await pack(tmg)));
    const third = await deliver(arcom, paths[2]!);
    expect(third).toMatchObject({ outcome: 'held', waitsFor: [{ code: 'sequence-gap', details: { expected: 1 } }] });
    await deliver(arcom, paths[1]!);
    expect(await files(arcom, 'held')).toHaveLength(2);
    const first = await deliver(arcom, paths[0]!);
    expect(first.outcome).toBe('accepted');
    expect(first.followed.map(({ sequence, outcome }) => ({ sequence, outcome }))).toEqual([
      { sequence: 2, outcome: 'accepted' },
      { sequence: 3, outcome: 'accepted' },
    ]);
    expect(await files(arcom, 'held')).toEqual([]);
    expect(await files(arcom, 'inbox')).toHaveLength(3);
  });

  it('that is damaged goes to quarantine, without a receipt, and its number stays free', async () => {
    const { tmg, arcom } = await createPair();
    const path = outboxPath(tmg, await pack(tmg));
    const bytes = await readFile(path);
    bytes[600]! ^= 1;
    const damaged = join(await temporaryFolder(), 'damaged.scelle');
    await writeFile(damaged, bytes);
    const result = await deliver(arcom, damaged);
    expect(result).toMatchObject({ outcome: 'quarantined', receipts: [], report: { codes: ['payload-digest'] } });
    expect(await files(arcom, 'quarantine')).toHaveLength(1);
    expect((await deliver(arcom, path)).outcome).toBe('accepted');
  });

  it('by a stranger goes to quarantine', async () => {
    const { arcom } = await createPair();
    const { tmg: stranger } = await createPair();
    const result = await deliver(arcom, outboxPath(stranger, await pack(stranger)));
    expect(result).toMatchObject({ outcome: 'quarantined', report: { codes: ['seal-unknown-key'] } });
  });
});

describe('opening the inbox', () => {
  it('verifies in full what was delivered, and issues a verification receipt', async () => {
    const { tmg, arcom } = await createPair();
    await deliver(arcom, outboxPath(tmg, await pack(tmg)));
    const [processed] = await processAll(arcom);
    expect(processed).toMatchObject({ outcome: 'accepted', report: { verdict: 'accepted', level: 'full' } });
    expect(parseReceipt(processed!.receipts[0]!.document)).toMatchObject({
      stage: 'verification',
      outcome: 'accepted',
      records: { rejected: 0 },
    });
    expect(await processAll(arcom)).toEqual([]);
  });
});
