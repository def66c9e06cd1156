import { readFile } from 'node:fs/promises';
import { generateSecretKey, type PublicKey, parsePublicKey } from '@scelle/core';
import { rawLedger } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { signNewestHead, verifyHead } from '../../src/custody/custody-log.ts';
import { hashEntry } from '../../src/custody/entry.ts';
import { readLines, verifyCustody, verifyCustodyExport } from '../../src/custody/verify-custody.ts';
import { findNewestHead } from '../../src/ledger/custody.ts';
import { parseReceipt } from '../../src/receipts/receipt.ts';
import { createPair, deliver, outboxPath, pack, type TestStation } from '../support/test-station.ts';

async function prepare() {
  const { tmg, arcom } = await createPair();
  const { receipts } = await deliver(arcom, outboxPath(tmg, await pack(tmg)));
  await deliver(arcom, outboxPath(tmg, await pack(tmg)));
  return { arcom, keys: await custodyKeys(arcom), receipt: parseReceipt(receipts[0]!.document) };
}

async function custodyKeys({ station }: TestStation): Promise<PublicKey[]> {
  return [parsePublicKey(await readFile(station.layout.path('keys', 'custody.pub')))];
}

describe('a custody log', () => {
  it('verifies as it was written, with a signed head at its end', async () => {
    const { arcom, keys } = await prepare();
    const { entries, problems } = await verifyCustody(arcom.station.ledger, { keys });
    expect(problems).toEqual([]);
    expect(verifyHead((await findNewestHead(arcom.station.ledger))!, keys)).toMatchObject({
      number: entries,
      station: 'arcom',
    });
  });

  it.each<[what: string, code: string, statements: string]>([
    [
      'an entry is edited',
      'custody-chain-broken',
      `UPDATE custody SET entry = replace(entry, 'desk-1', 'desk-2') WHERE number = 2`,
    ],
    [
      'every entry is edited',
      'custody-anchor-mismatch',
      `UPDATE custody SET entry = replace(entry, '"host":"desk-1"', '"host":"desk-2"')`,
    ],
    ['an entry is removed', 'custody-entry-misplaced', 'DELETE FROM custody WHERE number = 2'],
    ['the end is cut off', 'custody-truncated', 'DELETE FROM custody WHERE number = (SELECT MAX(number) FROM custody)'],
    [
      'two entries change places',
      'custody-entry-misplaced',
      `UPDATE custody SET number = CASE number WHEN 2 THEN -3 WHEN 3 THEN -2 END WHERE number IN (2, 3);
       UPDATE custody SET number = -number WHERE number < 0`,
    ],
    [
      'it is cut off together with its heads, and a receipt of this station names what is gone',
      'custody-truncated',
      'DELETE FROM custody_heads WHERE number > 2; DELETE FROM custody WHERE number > 2',
    ],
    [
      'it is emptied, and nothing names an entry',
      'custody-truncated',
      'DELETE FROM receipts; DELETE FROM custody_heads; DELETE FROM custody',
    ],
    ['an entry is no entry', 'custody-entry-invalid', `UPDATE custody SET entry = '{}' WHERE number = 2`],
    ['a hash is altered', 'custody-entry-invalid', `UPDATE custody SET hash = '${'ab'.repeat(32)}' WHERE number = 2`],
    ['a head is altered', 'custody-head-signature', 'UPDATE custody_heads SET signature = document'],
    [
      'a head has the text of another',
      'custody-head-signature',
      `UPDATE custody_heads SET document = (SELECT document FROM custody_heads ORDER BY number LIMIT 1)
       WHERE number = (SELECT MAX(number) FROM custody_heads)`,
    ],
  ])('is found altered where %s', async (_what, code, statements) => {
    const { arcom, keys } = await prepare();
    rawLedger(arcom.station).exec(`PRAGMA foreign_keys = OFF; ${statements}`);
    const codes = (await verifyCustody(arcom.station.ledger, { keys })).problems.map((problem) => problem.code);
    expect(codes).toContain(code);
  });

  it('is found altered where its chain is rewritten without a fault, up to the heads that were signed', async () => {
    const { arcom, keys } = await prepare();
    const { ledger } = arcom.station;
    let previous: string | null = null;
    const raw = rawLedger(arcom.station);
    for (const { number, entry } of raw.prepare('SELECT number, entry FROM custody ORDER BY number').all()) {
      const line = JSON.stringify({ ...JSON.parse(String(entry)), previous, host: 'desk-2' });
      previous = hashEntry(line);
      raw.prepare('UPDATE custody SET entry = ?, hash = ? WHERE number = ?').run(line, previous, number!);
    }
    const codes = (await verifyCustody(ledger, { keys })).problems.map(({ code }) => code);
    expect(new Set(codes)).toEqual(new Set(['custody-anchor-mismatch']));
  });

  it('is found altered where its heads are replaced by those of another key', async () => {
    const { arcom, keys } = await prepare();
    const { ledger } = arcom.station;
    const forger = generateSecretKey();
    rawLedger(arcom.station).exec('DELETE FROM custody_heads');
    await signNewestHead(ledger, { station: 'arcom', signer: forger, now: () => new Date('2026-11-03T09:00:00Z') });
    expect((await verifyCustody(ledger, { keys })).problems).toMatchObject([{ code: 'custody-head-signature' }]);
  });

  it('that was cut off together with its heads is found out by a receipt that a peer holds', async () => {
    const { arcom, keys, receipt } = await prepare();
    const { number, hash } = receipt.custody;
    rawLedger(arcom.station).exec(
      `PRAGMA foreign_keys = OFF; DELETE FROM custody WHERE number >= ${number}; DELETE FROM custody_heads WHERE number >= ${number}`,
    );
    // Whoever cuts it off removes what names it here, too.
    rawLedger(arcom.station).exec('DELETE FROM receipts');
    expect((await verifyCustody(arcom.station.ledger, { keys })).problems).toEqual([]);
    const anchors = [{ number, hash: hash!, origin: 'receipt.json' }];
    expect((await verifyCustody(arcom.station.ledger, { keys, anchors })).problems).toMatchObject([
      { code: 'custody-truncated' },
    ]);
  });

  it('is checked in the same way where it was exported', async () => {
    const { arcom, keys } = await prepare();
    const lines = [...(await Array.fromAsync(readLines(arcom.station.ledger)))];
    const head = (await findNewestHead(arcom.station.ledger))!;
    const codes = async (changed: readonly string[]) =>
      (await verifyCustodyExport(changed, [head], { keys })).problems.map(({ code }) => code);
    expect(await codes(lines)).toEqual([]);
    expect(await codes(lines.slice(0, -1))).toEqual(['custody-truncated']);
    expect(await codes([lines[1]!, lines[0]!, ...lines.slice(2)])).toContain('custody-entry-misplaced');
    expect(await codes(lines.toSpliced(1, 1))).toContain('custody-entry-misplaced');
    expect(await codes(lines.with(1, lines[1]!.replace('operator', 'somebody')))).toContain('custody-chain-broken');
    expect(await codes(lines.with(1, '{}'))).toContain('custody-entry-invalid');
    const forged = { ...head, document: new TextEncoder().encode('{}') };
    expect((await verifyCustodyExport(lines, [forged], { keys })).problems).toMatchObject([
      { code: 'custody-head-signature' },
    ]);
    const { arcom: other } = await createPair();
    const replaced = [(await findNewestHead(other.station.ledger))!];
    expect((await verifyCustodyExport(lines, replaced, { keys })).problems).toMatchObject([
      { code: 'custody-head-signature' },
    ]);
  });
});
