import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { addPeer, findCurrentCard, initStation, openStation } from '@scelle/station';
import { temporaryFolder } from '@scelle/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runJson, runScelle } from '../support/run-scelle.ts';
import { useScene } from '../support/scene.ts';

const scene = useScene();

const BATCH = 'tmg.arcom.music.000001';

/** A folder with a collector and an authority that has received a batch of it; each test works on a copy. */
let prepared: string;

beforeAll(async () => {
  prepared = await mkdtemp(join(tmpdir(), 'scelle-test-'));
  for (const [name, role] of [
    ['tmg', 'collector'],
    ['arcom', 'authority'],
  ] as const) {
    await initStation(join(prepared, name), { name, role, passphrase: null });
    const file = join(prepared, name, 'scelle.toml');
    await writeFile(file, (await readFile(file, 'utf8')).replace('test-profiles = false', 'test-profiles = true'));
  }
  for (const [own, other] of [
    ['tmg', 'arcom'],
    ['arcom', 'tmg'],
  ] as const) {
    using station = await openStation(join(prepared, own));
    using peer = await openStation(join(prepared, other));
    const card = (await findCurrentCard(peer.ledger, other))!;
    await addPeer(station, card, { own, now: new Date(), clockSkewSeconds: 300 });
  }
  for (const name of ['records.jsonl', 'content.json']) await cp(join(scene.folder, name), join(prepared, name));
  const what = '--content content.json --profile ip-evidence-test/1 --to arcom --stream music --station tmg';
  for (const line of [`pack records.jsonl ${what}`, `receive tmg/outbox/${BATCH}.scelle --station arcom`]) {
    expect(await runScelle(line.split(' '), { cwd: prepared })).toMatchObject({ status: 0 });
  }
});

afterAll(() => rm(prepared, { recursive: true, force: true }));

/** The authority after somebody has changed its ledger. */
async function alter(...statements: readonly string[]): Promise<string> {
  const cwd = await temporaryFolder();
  await cp(join(prepared, 'arcom'), join(cwd, 'arcom'), { recursive: true });
  const ledger = new DatabaseSync(join(cwd, 'arcom/ledger.db'));
  ledger.exec(`PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; ${statements.join('; ')}`);
  ledger.close();
  return cwd;
}

const newest = '(SELECT MAX(number) FROM custody)';

const alterations: Readonly<Record<string, readonly string[]>> = {
  'an entry of the custody log that is no JSON': ["UPDATE custody SET entry = 'x' WHERE number = 2"],
  'the newest entry that is no JSON': [`UPDATE custody SET entry = 'x' WHERE number = ${newest}`],
  'the newest entry of no time': [`UPDATE custody SET entry = '{"at":"soon"}' WHERE number = ${newest}`],
  'a newest hash that is none': [`UPDATE custody SET hash = 'x' WHERE number = ${newest}`],
  'codes that are no JSON': ["UPDATE received SET codes = 'x'"],
  'codes that are no list': ["UPDATE received SET codes = '5'"],
  'what a batch waits for that is none': ["UPDATE received SET waits_for = '[5]'"],
  'a file elsewhere': ["UPDATE received SET file = '../../x', state = 'held', holds_number = 1"],
  'a card that is none': ["UPDATE cards SET document = x'00' WHERE party = 'tmg'"],
  'an own card that is none': ["UPDATE cards SET document = x'00' WHERE party = 'arcom'"],
  'a receipt that is none': ["UPDATE receipts SET document = x'00'"],
  'another name': ["UPDATE own SET name = '../x'"],
};

const missing: Readonly<Record<string, readonly string[]>> = {
  'no table of what was sent': ['DROP TABLE purged', 'DROP TABLE sent'],
  'no custody log': ['DROP TABLE custody_heads', 'DROP TABLE custody'],
  'a column less': ['ALTER TABLE restorations DROP COLUMN restored_at'],
  'no index of numbers': ['DROP INDEX received_by_number'],
  'a trigger': ['CREATE TRIGGER t AFTER INSERT ON custody BEGIN DELETE FROM sent; END'],
  'a view': ['CREATE VIEW v AS SELECT 1'],
};

describe('a station whose ledger somebody has altered', () => {
  it.each(Object.keys(alterations))('is examined, and what was altered is found: %s', async (name) => {
    const cwd = await alter(...alterations[name]!);
    const { status, document } = await runJson('doctor --station arcom'.split(' '), { cwd });
    if (name === 'another name') {
      expect(document).toMatchObject({ error: { code: 'ledger-damaged' } });
      return;
    }
    expect(status).toBe(5);
    const { checks } = document as unknown as { checks: readonly { check: string; outcome: string }[] };
    expect(checks).toHaveLength(13);
    const found = checks.filter(({ outcome }) => outcome === 'failed').map(({ check }) => check);
    expect(found).not.toEqual([]);
  });

  it.each(Object.keys(missing))(
    'is not opened where something is missing of it, or acts by itself: %s',
    async (name) => {
      const cwd = await alter(...missing[name]!);
      for (const command of ['doctor', 'status', 'peer list']) {
        const { status, document } = await runJson(`${command} --station arcom`.split(' '), { cwd });
        expect({ status, document }).toMatchObject({ status: 4, document: { error: { code: 'ledger-damaged' } } });
      }
    },
  );

  it('makes no command end as if it had a defect', async () => {
    for (const [name, statements] of Object.entries(alterations)) {
      const cwd = await alter(...statements);
      const commands = [
        'status',
        `custody show ${BATCH}`,
        'custody verify',
        'custody export --out log.jsonl',
        'backup --out arcom.backup',
        'process',
        `receive ${join(prepared, `tmg/outbox/${BATCH}.scelle`)}`,
        'receipt export tmg --out receipts',
      ];
      await mkdir(join(cwd, 'receipts'));
      for (const command of commands) {
        const { status, stderr } = await runScelle(`${command} --station arcom`.split(' '), { cwd });
        expect([70, 13, null], `${name}: ${command}: ${stderr}`).not.toContain(status);
      }
    }
  });
});

describe('scelle init', () => {
  it('says what is in the way where it cannot write, and leaves nothing', async () => {
    const cwd = await temporaryFolder();
    await writeFile(join(cwd, 'file'), '');
    for (const folder of ['/proc/x', 'x'.repeat(300), 'file/x', '/sys/x']) {
      const { status, stderr } = await runScelle(
        ['init', folder, '--name', 'tmg', '--role', 'collector', '--no-passphrase'],
        { cwd },
      );
      expect([2, 4], stderr).toContain(status);
    }
  });
});
