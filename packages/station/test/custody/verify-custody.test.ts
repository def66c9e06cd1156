import { readFile } from 'node:fs/promises';
import { type PublicKey, parsePublicKey } from '@scelle/core';
import { describe, expect, it } from 'vitest';
import { findNewestHead } from '../../src/custody/export-custody.ts';
import { verifyHead } from '../../src/custody/head.ts';
import { readLines, verifyCustody, verifyCustodyExport } from '../../src/custody/verify-custody.ts';
import { parseReceipt } from '../../src/receipts/receipt.ts';
import { createPair, type Desk, deliver, outboxPath, pack } from '../support/desk.ts';

async function prepare() {
  const { tmg, arcom } = await createPair();
  const { receipts } = await deliver(arcom, outboxPath(tmg, await pack(tmg)));
  await deliver(arcom, outboxPath(tmg, await pack(tmg)));
  return { arcom, keys: await custodyKeys(arcom), receipt: parseReceipt(receipts[0]!.document) };
}

async function custodyKeys({ station }: Desk): Promise<PublicKey[]> {
  return [parsePublicKey(await readFile(station.layout.path('keys', 'custody.pub')))];
}

describe('a custody log', () => {
  it('verifies as it was written, with a signed head at its end', async () => {
    const { arcom, keys } = await prepare();
    const { entries, problems } = verifyCustody(arcom.station.database, { keys });
    expect(problems).toEqual([]);
    expect(verifyHead(findNewestHead(arcom.station.database)!, keys)).toMatchObject({
      number: entries,
      station: 'arcom',
    });
  });

  it.each([
    ['an entry is edited', `UPDATE custody SET entry = replace(entry, 'accepted', 'rejected') WHERE number = 4`],
    [
      'an entry is edited and hashed again',
      `UPDATE custody SET entry = replace(entry, '"host":"desk-1"', '"host":"desk-2"')`,
    ],
    ['an entry is removed', 'DELETE FROM custody WHERE number = 2'],
    ['the end is cut off', 'DELETE FROM custody WHERE number = (SELECT MAX(number) FROM custody)'],
    [
      'two entries change places',
      `UPDATE custody SET number = CASE number WHEN 2 THEN -3 WHEN 3 THEN -2 END WHERE number IN (2, 3);
       UPDATE custody SET number = -number WHERE number < 0`,
    ],
    ['a hash is altered', `UPDATE custody SET hash = '${'ab'.repeat(32)}' WHERE number = 2`],
    ['a head is altered', `UPDATE custody_heads SET signature = document`],
  ])('is found altered where %s', async (_what, statements) => {
    const { arcom, keys } = await prepare();
    arcom.station.database.exec(`PRAGMA foreign_keys = OFF; ${statements}`);
    expect(verifyCustody(arcom.station.database, { keys }).problems).not.toEqual([]);
  });

  it('that was cut off together with its heads is found out by a receipt that a peer holds', async () => {
    const { arcom, keys, receipt } = await prepare();
    const { number, hash } = receipt.custody;
    arcom.station.database.exec(
      `PRAGMA foreign_keys = OFF; DELETE FROM custody WHERE number >= ${number}; DELETE FROM custody_heads WHERE number >= ${number}`,
    );
    expect(verifyCustody(arcom.station.database, { keys }).problems).toEqual([]);
    const anchors = [{ number, hash: hash!, origin: 'receipt.json' }];
    expect(verifyCustody(arcom.station.database, { keys, anchors }).problems).toMatchObject([
      { code: 'custody-truncated' },
    ]);
  });

  it('is checked in the same way where it was exported', async () => {
    const { arcom, keys } = await prepare();
    const lines = [...readLines(arcom.station.database)];
    const head = findNewestHead(arcom.station.database)!;
    const codes = (changed: readonly string[]) =>
      verifyCustodyExport(changed, [head], { keys }).problems.map(({ code }) => code);
    expect(codes(lines)).toEqual([]);
    expect(codes(lines.slice(0, -1))).toEqual(['custody-truncated']);
    expect(codes([lines[1]!, lines[0]!, ...lines.slice(2)])).toContain('custody-entry-misplaced');
    expect(codes(lines.toSpliced(1, 1))).toContain('custody-entry-misplaced');
    expect(codes(lines.with(1, lines[1]!.replace('operator', 'somebody')))).toContain('custody-chain-broken');
    expect(codes(lines.with(1, '{}'))).toContain('custody-entry-invalid');
  });
});
