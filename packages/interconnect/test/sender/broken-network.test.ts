import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { receiptTrust, verifyReceipt } from '@scelle/station';
import { rawLedger, temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import type { SendOptions } from '../../src/internal.ts';
import { seededRandom, startCuttingProxy } from '../support/cutting-proxy.ts';
import { connect, createScene, type Party, type ServedStation, send } from '../support/parties.ts';
import { writeSealedFile, writeSealedFiles } from '../support/sealed-file.ts';

/** Checks receipts of files that the ledger of the sender does not know, and waits between attempts. */
function checking(
  { station, settings }: Party,
  { uploads }: Pick<ServedStation, 'uploads'>,
): Pick<SendOptions, 'acceptReceipt' | 'sleep'> {
  return {
    acceptReceipt: async (signed) => verifyReceipt(signed, await receiptTrust(station, settings)),
    sleep: () => waitUntilStill(uploads),
  };
}

/** Waits for what is on its way, which takes a while where everything runs in one process, on a machine that is busy. */
async function waitUntilStill(folder: string): Promise<void> {
  for (let before = -1, now = 0; now !== before; ) {
    await setTimeout(20);
    before = now;
    now = 0;
    for (const name of await readdir(folder)) now += (await stat(join(folder, name)).catch(() => null))?.size ?? 0;
  }
}

const MEBIBYTE = 1 << 20;

describe('a network that breaks', () => {
  it('delivers a large batch once, whatever byte it breaks at, and sends little twice', async () => {
    const { tmg, arcom, served } = await createScene();
    const file = await writeSealedFile(await temporaryFolder(), { from: tmg, to: arcom }, { bytes: 12 * MEBIBYTE });
    const random = seededRandom(7);
    let cuts = 8;
    const proxy = await startCuttingProxy(served.receiver.port, () =>
      cuts-- > 0 ? Math.floor(random() * 2 * MEBIBYTE) : null,
    );
    const { receipts } = await send(tmg, connect(tmg, arcom, proxy.port), file.path, checking(tmg, served));
    expect(receipts).toMatchObject([{ manifest: file.digest, outcome: 'accepted' }]);
    expect(proxy.cuts()).toBe(8);
    expect(proxy.carried()).toBeLessThan(1.02 * file.size + 8 * 0.5 * MEBIBYTE);
    expect(rawLedger(arcom.station).prepare('SELECT count(*) AS count FROM received').get()).toEqual({ count: 1 });
  });

  it('delivers many small batches once each', async () => {
    const { tmg, arcom, served } = await createScene();
    const files = await writeSealedFiles(
      await temporaryFolder(),
      { from: tmg, to: arcom },
      { count: 6, bytes: 20_000 },
    );
    const random = seededRandom(11);
    const proxy = await startCuttingProxy(served.receiver.port, () =>
      random() < 0.7 ? Math.floor(random() * 30_000) : null,
    );
    for (const { path } of files) {
      await send(tmg, connect(tmg, arcom, proxy.port), path, checking(tmg, served));
    }
    expect(proxy.cuts()).toBeGreaterThan(3);
    const rows = rawLedger(arcom.station).prepare('SELECT sequence, state FROM received ORDER BY sequence').all();
    expect(rows).toEqual(files.map((_, index) => ({ sequence: index + 1, state: 'accepted' })));
  });
});
