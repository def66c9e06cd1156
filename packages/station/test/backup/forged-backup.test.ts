import { access, copyFile, mkdir, readdir, readFile, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openFileSource, parseIdentityFile, parseRecipient, systemEnvironment } from '@scelle/core';
import { rawLedger, temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { createBackup } from '../../src/backup/create-backup.ts';
import { restoreStation } from '../../src/backup/restore-station.ts';
import { findCurrentCard } from '../../src/cards/card-store.ts';
import { certificateFiles } from '../../src/certificates/next-content.ts';
import { examineStation } from '../../src/doctor/examine-station.ts';
import type { PartyRole } from '../../src/home/station.ts';
import { purgeOutbox } from '../../src/retention/apply-retention.ts';
import { codeOf } from '../support/code-of.ts';
import {
  createPair,
  createTestStation,
  openTestStation,
  outboxPath,
  pack,
  reopen,
  type TestStation,
} from '../support/test-station.ts';

/** Changes the ledger of a station while nobody has it open. */
async function forge(own: TestStation, change: (ledger: DatabaseSync) => void): Promise<void> {
  own.station.close();
  const ledger = new DatabaseSync(join(own.root, 'ledger.db'));
  change(ledger);
  ledger.close();
}

/** What a backup encrypted to the genuine station comes to, made by a station that anybody may have made. */
async function restoreFrom(forged: TestStation, genuine: TestStation): Promise<string | null> {
  const folder = await temporaryFolder();
  const file = join(folder, 'forged.age');
  const recipient = (await findCurrentCard(genuine.station.ledger, genuine.station.name))!.card.recipients[0]!;
  await createBackup(forged.station, file, [parseRecipient(recipient)]);
  const identities = await parseIdentityFile(await readFile(join(genuine.root, 'keys', 'opening.identity')));
  await using source = await openFileSource(file);
  const backup = source.stream({ start: 0, end: source.size });
  const environment = { ...systemEnvironment, now: genuine.clock.now, host: 'desk-2', actor: 'operator' };
  const code = await codeOf(() => restoreStation(join(folder, 'restored'), { backup, identities, environment }));
  expect((await readdir(folder)).sort()).toEqual(code === null ? ['forged.age', 'restored'] : ['forged.age']);
  return code;
}

/** A station of the same name as another, with the genuine card of that one in its ledger. */
async function disguise(genuine: TestStation, role: PartyRole): Promise<TestStation> {
  const { name } = genuine.station;
  const forged = await createTestStation(name, role, genuine.clock);
  const card = rawLedger(genuine.station).prepare('SELECT * FROM cards WHERE party = ?').get(name)!;
  await forge(forged, (ledger) =>
    ledger
      .prepare('UPDATE cards SET document = ?, signatures = ?, digest = ? WHERE party = ?')
      .run(card['document']!, card['signatures']!, card['digest']!, name),
  );
  forged.station = (await openTestStation(forged.root, forged.clock)).station;
  return forged;
}

describe('a backup that somebody else made', () => {
  it('shows no words of the genuine card: its keys are not those that the card names', async () => {
    const { arcom } = await createPair();
    const forged = await disguise(arcom, 'authority');
    expect(await restoreFrom(forged, arcom)).toBe('backup-keys-foreign');
    const { checks } = await examineStation(forged.station);
    expect(checks.find(({ check }) => check === 'own-keys')).toMatchObject({
      outcome: 'failed',
      code: 'keys-foreign',
      details: { file: expect.stringContaining('delivery.key, verification.key, import.key') },
    });
    forged.station.close();
  });

  it.each([
    'delivery.key',
    'delivery.pub',
    'verification.key',
    'import.key',
    'custody.key',
    'signing.pub',
    'signing.key',
    'opening.recipient',
    'opening.identity',
    certificateFiles.current,
  ])('is refused where one key alone is another: %s', async (file) => {
    const { arcom } = await createPair();
    const other = await createTestStation('arcom', 'authority');
    const identities = join(await temporaryFolder(), 'opening.identity');
    await copyFile(join(arcom.root, 'keys', 'opening.identity'), identities);
    expect(await restoreFrom(arcom, arcom)).toBeNull();
    await copyFile(join(other.root, 'keys', file), join(arcom.root, 'keys', file));
    const genuine = { ...arcom, root: join(identities, '..', 'genuine') };
    await mkdir(join(genuine.root, 'keys'), { recursive: true });
    await copyFile(identities, join(genuine.root, 'keys', 'opening.identity'));
    expect(await restoreFrom(arcom, genuine)).toBe('backup-keys-foreign');
  });

  it.each([
    ['sent', "'../../victim.txt'"],
    ['sent', "'/etc/passwd'"],
    ['received', "'inbox/../../victim.scelle'"],
    ['received', "'keys/signing.key'"],
  ] as const)('whose ledger names files elsewhere is refused: %s.file = %s', async (table, name) => {
    const { tmg } = await createPair();
    await pack(tmg);
    const insert =
      "INSERT INTO received (bytes, channel, state, level, holds_number, codes, waits_for, first_seen_at, changed_at) VALUES (1, 'file', 'quarantined', 'sealed', 0, '[]', '[]', '', '')";
    await forge(tmg, (ledger) =>
      ledger.exec(`${insert}; UPDATE sent SET state = 'imported'; UPDATE ${table} SET file = ${name}`),
    );
    const { station } = await openTestStation(tmg.root, tmg.clock);
    expect(await restoreFrom({ ...tmg, station }, { ...tmg, station })).toBe('backup-invalid');
    const { checks } = await examineStation(station);
    expect(checks.find(({ check }) => check === 'ledger')).toMatchObject({ code: 'ledger-unsound' });
    station.close();
  });
});

describe('a ledger that names a file elsewhere', () => {
  it('removes nothing there, however the file came into it', async () => {
    const { tmg } = await createPair();
    const { manifestDigest, file } = await pack(tmg);
    const victim = join(tmg.root, '..', 'victim.txt');
    await writeFile(victim, 'evidence');
    await forge(tmg, (ledger) => {
      ledger.exec("UPDATE sent SET state = 'imported', file = '../../victim.txt'");
      ledger
        .prepare("INSERT INTO receipts VALUES ('received', 'arcom', ?, 'import', x'00', x'00', '2020-01-01T00:00:00Z')")
        .run(manifestDigest);
    });
    const station = await reopen(tmg);
    expect(await codeOf(() => purgeOutbox(station, tmg.settings))).toBe('stored-file-foreign');
    await access(victim);
    await access(outboxPath(tmg, { file }));
  });

  it('is not led elsewhere by a link in place of a folder', async () => {
    const { tmg } = await createPair();
    tmg.station.close();
    await rename(join(tmg.root, 'quarantine'), join(tmg.root, '..', 'elsewhere'));
    await symlink(join(tmg.root, '..', 'elsewhere'), join(tmg.root, 'quarantine'));
    expect(await codeOf(() => openTestStation(tmg.root, tmg.clock))).toBe('station-incomplete');
  });
});
