import { copyFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { findReceipts } from '../../src/ledger/receipts.ts';
import { codeOf } from '../support/code-of.ts';
import { findFlaws } from '../support/soundness.ts';
import { createPair, createTestStation, deliver, outboxPath, pack, processAll } from '../support/test-station.ts';

it('nothing is acknowledged with a key that the card does not name; with the right one back, all goes on', async () => {
  const { tmg, arcom } = await createPair();
  const other = await createTestStation('other', 'authority');
  const { manifestDigest: digest, ...packed } = await pack(tmg);
  const path = outboxPath(tmg, { ...packed });
  const exchange = (from: string, to: string) => copyFile(`${from}/keys/delivery.key`, `${to}/keys/delivery.key`);
  const kept = await createTestStation('kept', 'authority');
  await exchange(arcom.root, kept.root);
  await exchange(other.root, arcom.root);
  expect(await codeOf(() => deliver(arcom, path))).toBe('receipt-key-foreign');
  expect(await findReceipts(arcom.station.ledger, { direction: 'issued', party: 'tmg', digest })).toEqual([]);

  await exchange(kept.root, arcom.root);
  expect(await deliver(arcom, path)).toMatchObject({ outcome: 'accepted' });
  expect(await processAll(arcom)).toMatchObject([{ outcome: 'accepted' }]);
  expect(await findFlaws(arcom.station)).toEqual([]);
});
