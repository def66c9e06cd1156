import { appendFile, chmod, unlink, writeFile } from 'node:fs/promises';
import { publicKeyBase64 } from '@scelle/core/internal';
import { rawLedger } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { createBackup } from '../../src/backup/create-backup.ts';
import { revokeKey } from '../../src/cards/revocations.ts';
import type { CheckName, Machine } from '../../src/doctor/examination.ts';
import { type CheckResult, examineStation } from '../../src/doctor/examine-station.ts';
import { insertRestoration } from '../../src/ledger/restorations.ts';
import {
  createPair,
  createTestStation,
  deliver,
  openTestStation,
  outboxPath,
  pack,
  reopen,
  signingKey,
  type TestStation,
} from '../support/test-station.ts';

const GIBIBYTE = 1024 ** 3;

const machine: Machine = {
  versions: { scelle: '0.1.0', node: '24.21.0', sqlite: '3.53.4', sqliteDay: '2026-07-24', openssl: '3.5.8' },
  freeBytes: async () => 100 * GIBIBYTE,
};

async function examine({ station }: TestStation, on: Partial<Machine> = {}) {
  return examineStation(station, { ...machine, ...on });
}

/** What one check finds. */
async function find(own: TestStation, check: CheckName, on: Partial<Machine> = {}): Promise<CheckResult> {
  const { checks } = await examine(own, on);
  return checks.find((result) => result.check === check)!;
}

describe('the examination of a station', () => {
  it('tells who has begun an upload, and is silent', async () => {
    const { arcom } = await createPair();
    const at = (minutes: number) =>
      new Date(arcom.station.environment.now().getTime() - minutes * 60_000).toISOString();
    const found = (minutes: number) =>
      find(arcom, 'space', { listUploads: async () => [{ peer: 'tmg', changedAt: at(minutes) }] });
    expect(await found(61)).toMatchObject({ code: 'uploads-silent', details: { name: 'tmg', found: 1 } });
    expect(await found(59)).toMatchObject({ code: 'space-enough' });
  });

  it('finds a new one in order, and says so in its custody log', async () => {
    const { tmg } = await createPair();
    const { outcome, checks } = await examine(tmg);
    expect(checks.filter((check) => check.outcome !== 'ok')).toEqual([]);
    expect(outcome).toBe('ok');
    const entry = rawLedger(tmg.station).prepare('SELECT entry FROM custody ORDER BY number DESC LIMIT 1').get();
    expect(JSON.parse(String(entry?.['entry']))).toMatchObject({
      command: 'doctor',
      act: 'station-examined',
      result: 'ok',
      details: { versions: expect.stringContaining('Node 24.21.0'), modes: 'modes-private', numbers: 'numbers-known' },
    });
  });

  it('asks the machine itself where nobody else answers', async () => {
    const tmg = await createTestStation('tmg', 'collector');
    const { checks } = await examineStation(tmg.station);
    const software = checks.find(({ check }) => check === 'software');
    expect(String(software?.details.found)).toContain(`Node ${process.versions.node}, SQLite 3.`);
  });

  it('is as bad as the worst that it finds', async () => {
    const { tmg } = await createPair();
    expect(await examine(tmg, { freeBytes: async () => 5 * GIBIBYTE })).toMatchObject({ outcome: 'warning' });
    expect(await examine(tmg, { freeBytes: async () => GIBIBYTE })).toMatchObject({ outcome: 'failed' });
  });
});

describe('the check of', () => {
  it('modes finds a key that others can read, and lets its public half be read', async () => {
    const { tmg } = await createPair();
    const { layout } = tmg.station;
    await chmod(layout.path('keys', 'signing.pub'), 0o644);
    expect(await find(tmg, 'modes')).toMatchObject({ outcome: 'ok', code: 'modes-private' });
    await chmod(layout.path('keys', 'signing.key'), 0o640);
    expect(await find(tmg, 'modes')).toMatchObject({
      outcome: 'failed',
      code: 'modes-open',
      details: { file: layout.path('keys', 'signing.key'), found: 1 },
    });
  });

  it('settings finds mistakes, and names of nobody', async () => {
    const { tmg } = await createPair();
    await appendFile(
      tmg.station.layout.settings,
      '[peers.hadopi]\nsending = { additional-recipients = ["agent-9"] }\n',
    );
    expect(await find(tmg, 'settings')).toMatchObject({
      outcome: 'warning',
      code: 'settings-party-unknown',
      details: { name: 'agent-9', found: 2 },
    });
    await appendFile(tmg.station.layout.settings, 'nonsense = 1\n');
    expect(await find(tmg, 'settings')).toMatchObject({
      outcome: 'failed',
      code: 'settings-unsound',
      details: { found: 'settings-invalid' },
    });
  });

  it('custody finds an entry that was altered, and a key that is gone', async () => {
    const { tmg } = await createPair();
    await unlink(tmg.station.layout.path('keys', 'custody.pub'));
    expect(await find(tmg, 'custody')).toMatchObject({ outcome: 'failed', code: 'custody-unsound' });
    const { arcom } = await createPair();
    rawLedger(arcom.station).exec(`UPDATE custody SET entry = replace(entry, 'init', 'make') WHERE number = 1`);
    expect(await find(arcom, 'custody')).toMatchObject({ outcome: 'failed', code: 'custody-unsound' });
  });

  it('the ledger finds a reference that leads nowhere', async () => {
    const { tmg } = await createPair();
    rawLedger(tmg.station).exec(
      "PRAGMA foreign_keys = OFF; INSERT INTO confirmed_streams VALUES (7, 'arcom', 'music', 1, 'now', NULL)",
    );
    expect(await find(tmg, 'ledger')).toMatchObject({ outcome: 'failed', code: 'ledger-unsound' });
  });

  it('files finds a batch that somebody took away', async () => {
    const { tmg, arcom } = await createPair();
    await deliver(arcom, outboxPath(tmg, await pack(tmg)));
    arcom.station.close();
    await unlink(arcom.station.layout.path('inbox', 'tmg.arcom.music.000001.scelle'));
    const again = await openTestStation(arcom.root, arcom.clock);
    try {
      expect(await find(again, 'files')).toMatchObject({
        outcome: 'failed',
        code: 'files-missing',
        details: { file: 'inbox/tmg.arcom.music.000001.scelle', found: 1 },
      });
    } finally {
      again.station.close();
    }
  });

  it('files finds one in the outbox that nobody packed', async () => {
    const { tmg } = await createPair();
    const file = tmg.station.layout.path('outbox', 'tmg.arcom.music.000009.scelle');
    await writeFile(file, 'not packed here');
    await reopen(tmg);
    expect(await find(tmg, 'files')).toMatchObject({ code: 'files-unexpected', details: { file, found: 1 } });
  });

  it('keys finds those that end, first soon and then over, at this party and at its peers', async () => {
    const { tmg } = await createPair();
    tmg.clock.set('2029-10-15T00:00:00Z');
    expect(await find(tmg, 'own-keys')).toMatchObject({
      outcome: 'warning',
      code: 'keys-ending',
      details: { name: 'tmg' },
    });
    expect(await find(tmg, 'peer-keys')).toMatchObject({ outcome: 'warning', details: { name: 'arcom' } });
    tmg.clock.set('2029-12-15T00:00:00Z');
    expect(await find(tmg, 'own-keys')).toMatchObject({ outcome: 'failed', code: 'keys-ended' });
  });

  it('keys does not count what is revoked', async () => {
    const { tmg, arcom } = await createPair();
    const { keyNumber, publicKey: key } = await signingKey(tmg);
    const publicKey = publicKeyBase64({ keyNumber, key });
    const revocation = {
      key: publicKey,
      from: '2026-11-01T00:00:00Z',
      reason: 'lost',
      revokedAt: '2026-11-03T09:00:00Z',
    };
    await revokeKey(arcom.station, revocation);
    expect(await find(arcom, 'peer-keys')).toMatchObject({
      outcome: 'failed',
      code: 'keys-ended',
      details: { name: 'tmg', field: 'sender', found: '–' },
    });
  });

  it('certificates finds those that end', async () => {
    const { tmg } = await createPair();
    expect(await find(tmg, 'certificates')).toMatchObject({ outcome: 'ok' });
    tmg.clock.set('2126-01-01T00:00:00Z');
    expect(await find(tmg, 'certificates')).toMatchObject({ outcome: 'failed', code: 'certificates-ended' });
  });

  it('the clock finds one that was set back, once, and one that is behind what was noted', async () => {
    const { tmg } = await createPair();
    tmg.clock.set('2026-12-01T00:00:00Z');
    await examine(tmg);
    tmg.clock.set('2026-11-05T00:00:00Z');
    expect(await find(tmg, 'clock')).toMatchObject({
      outcome: 'failed',
      code: 'clock-behind',
      details: { expected: expect.stringMatching(/^2026-12-01/) },
    });
    tmg.clock.set('2026-12-02T00:00:00Z');
    await pack(tmg);
    expect(await find(tmg, 'clock')).toMatchObject({ code: 'clock-plausible' });
    tmg.clock.set('2026-11-20T00:00:00Z');
    await pack(tmg);
    tmg.clock.set('2026-12-03T00:00:00Z');
    expect(await find(tmg, 'clock')).toMatchObject({ outcome: 'warning', code: 'clock-jumped' });
    expect(await find(tmg, 'clock')).toMatchObject({ code: 'clock-plausible' });
  });

  it('software finds versions that nobody has changed for half a year, and such as get no fixes', async () => {
    const { tmg } = await createPair();
    expect(await find(tmg, 'software')).toMatchObject({ outcome: 'ok' });
    tmg.clock.set('2027-04-01T00:00:00Z');
    expect(await find(tmg, 'software')).toMatchObject({
      outcome: 'ok',
      details: { expected: expect.stringMatching(/^2026-11-03/) },
    });
    tmg.clock.set('2027-05-05T00:00:00Z');
    expect(await find(tmg, 'software')).toMatchObject({ outcome: 'warning', code: 'software-old' });
    const versions = { ...machine.versions, node: '24.25.0' };
    expect(await find(tmg, 'software', { versions })).toMatchObject({ outcome: 'ok' });
    tmg.clock.set('2028-05-01T00:00:00Z');
    expect(await find(tmg, 'software', { versions })).toMatchObject({
      outcome: 'failed',
      code: 'software-unsupported',
    });
  });

  it('backups finds none, or an old one', async () => {
    const { tmg } = await createPair();
    tmg.clock.set('2026-11-12T00:00:00Z');
    expect(await find(tmg, 'backup')).toMatchObject({ outcome: 'warning', code: 'backup-missing' });
    await createBackup(tmg.station, `${tmg.root}.backup`);
    expect(await find(tmg, 'backup')).toMatchObject({ outcome: 'ok', code: 'backup-recent' });
    tmg.clock.set('2026-11-20T00:00:00Z');
    expect(await find(tmg, 'backup')).toMatchObject({ outcome: 'warning', code: 'backup-old' });
  });

  it('numbers finds a stream of a restored station that nobody has confirmed', async () => {
    const { tmg } = await createPair();
    await pack(tmg);
    const restoration = { backupMadeAt: '2026-11-03T06:00:00Z', restoredAt: '2026-11-04T06:00:00Z' };
    await tmg.station.change(({ ledger }) => insertRestoration(ledger, restoration));
    expect(await find(tmg, 'numbers')).toMatchObject({
      outcome: 'warning',
      code: 'numbers-unconfirmed',
      details: { name: 'arcom', field: 'music', found: 1 },
    });
  });
});
