import { execFile } from 'node:child_process';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  generateIdentity,
  type Identity,
  memorySource,
  openFileSource,
  parseIdentity,
  parseIdentityFile,
  parseRecipient,
  systemEnvironment,
} from '@scelle/core';
import { createEncryption, encodeTarHeader } from '@scelle/core/internal';
import { describeWithTools, rawLedger, temporaryFolder } from '@scelle/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type BackupDocument, encodeBackupDocument } from '../../src/backup/backup-document.ts';
import { createBackup } from '../../src/backup/create-backup.ts';
import { restoreStation } from '../../src/backup/restore-station.ts';
import { packTar } from '../../src/backup/tar.ts';
import { listCurrentCards } from '../../src/cards/card-store.ts';
import { verifyCustody } from '../../src/custody/verify-custody.ts';
import { readUnattendedPublicKey } from '../../src/home/files.ts';
import { addReceipt } from '../../src/receipts/add-receipt.ts';
import { confirmSequence, requireConfirmed } from '../../src/sending/confirm-sequence.ts';
import { codeOf } from '../support/code-of.ts';
import {
  changeSettings,
  createPair,
  createTestStation,
  deliver,
  openTestStation,
  outboxPath,
  pack,
  processAll,
  receiptTrust,
  TestClock,
  type TestStation,
} from '../support/test-station.ts';

const run = promisify(execFile);

async function identitiesOf({ station }: TestStation): Promise<readonly Identity[]> {
  return parseIdentityFile(await readFile(station.layout.path('keys', 'opening.identity')));
}

async function backUp(own: TestStation): Promise<string> {
  const path = join(await temporaryFolder(), 'backup.age');
  await createBackup(own.station, path);
  return path;
}

/** Restores a backup beside the station that it was made of, and opens it. */
async function restore(own: TestStation, path: string): Promise<TestStation> {
  const root = join(await temporaryFolder(), 'restored');
  const identities = await identitiesOf(own);
  await using source = await openFileSource(path);
  const environment = { ...systemEnvironment, now: own.clock.now, host: 'desk-2', actor: 'operator' };
  await restoreStation(root, { backup: source.stream({ start: 0, end: source.size }), identities, environment });
  const restored = await openTestStation(root, own.clock);
  onTestFinished(() => restored.station.close());
  return restored;
}

const music = { recipient: 'arcom', stream: 'music' };

describe('a backup', () => {
  it('brings back settings, keys, cards, ledger and the batches that somebody still needs', async () => {
    const { tmg, arcom } = await createPair();
    await changeSettings(tmg, (text) => text.replace('clock-skew-seconds = 300', 'clock-skew-seconds = 60'));
    const packed = await pack(tmg);
    await deliver(arcom, outboxPath(tmg, packed));
    const restored = await restore(tmg, await backUp(tmg));
    expect(restored.settings).toEqual(tmg.settings);
    expect(await listCurrentCards(restored.station.ledger)).toEqual(await listCurrentCards(tmg.station.ledger));
    expect(await readFile(outboxPath(restored, packed))).toEqual(await readFile(outboxPath(tmg, packed)));
    const keys = (own: TestStation) => readdir(own.station.layout.path('keys'));
    expect(await keys(restored)).toEqual(await keys(tmg));
    for (const name of await keys(restored)) {
      const path = restored.station.layout.path('keys', name);
      expect((await stat(path)).mode & 0o777, name).toBe(0o600);
      expect(await readFile(path), name).toEqual(await readFile(tmg.station.layout.path('keys', name)));
    }
    expect((await stat(restored.root)).mode & 0o777).toBe(0o700);
    expect(restored.station.recovered).toEqual([]);
    expect(await readdir(restored.station.layout.path('peers'))).toEqual(['arcom.000001.card', 'tmg.000001.card']);
  });

  it('opens what had come and was not opened, at the restored station', async () => {
    const { tmg, arcom } = await createPair();
    await deliver(arcom, outboxPath(tmg, await pack(tmg)));
    const restored = await restore(arcom, await backUp(arcom));
    expect(await processAll(restored)).toMatchObject([{ outcome: 'accepted' }]);
  });

  it('is noted with its digest, and its restoration in a log that stays whole', async () => {
    const { tmg } = await createPair();
    const path = await backUp(tmg);
    const restored = await restore(tmg, path);
    const acts = (own: TestStation) =>
      rawLedger(own.station)
        .prepare("SELECT entry ->> '$.act' AS act, entry ->> '$.details' AS details FROM custody ORDER BY number")
        .all()
        .at(-1);
    expect(acts(tmg)).toMatchObject({ act: 'backup-made' });
    expect(acts(restored)).toMatchObject({ act: 'station-restored' });
    const keys = [await readUnattendedPublicKey(restored.station.layout, 'custody')];
    expect((await verifyCustody(restored.station.ledger, { keys })).problems).toEqual([]);
  });

  it('leaves no copy of the ledger behind, and overwrites nothing', async () => {
    const { tmg } = await createPair();
    const path = await backUp(tmg);
    expect(await codeOf(() => createBackup(tmg.station, path))).toBe('target-exists');
    expect(await readdir(tmg.station.layout.path('receipts'))).toEqual([]);
    await using source = await openFileSource(path);
    const backup = source.stream({ start: 0, end: source.size });
    const identities = await identitiesOf(tmg);
    expect(await codeOf(() => restoreStation(tmg.root, { backup, identities }))).toBe('station-exists');
  });

  it('needs a recipient, which a gateway has not by itself', async () => {
    const gateway = await createTestStation('gate', 'gateway');
    const path = join(await temporaryFolder(), 'backup.age');
    expect(await codeOf(() => createBackup(gateway.station, path))).toBe('backup-without-recipient');
    const identity = generateIdentity({ postQuantum: false });
    const { document } = await createBackup(gateway.station, path, [parseRecipient(identity.recipient)]);
    expect(document).toMatchObject({ station: 'gate', role: 'gateway', batches: [] });
  });
});

describe('a restored sender', () => {
  it('refuses to pack until the last number is confirmed, even of a stream that it does not know', async () => {
    const { tmg } = await createPair();
    await pack(tmg);
    const restored = await restore(tmg, await backUp(tmg));
    const { ledger } = restored.station;
    for (const stream of ['music', 'film']) {
      expect(await codeOf(() => requireConfirmed(ledger, { recipient: 'arcom', stream }))).toBe('sequence-unconfirmed');
    }
    const reason = 'nothing was packed since: asked the operator';
    expect(await codeOf(() => confirmSequence(restored.station, { ...music, last: 1 }))).toBe(
      'sequence-reason-missing',
    );
    expect(await codeOf(() => confirmSequence(restored.station, { ...music, last: 0, reason }))).toBe(
      'sequence-differs',
    );
    expect(await codeOf(() => confirmSequence(restored.station, { ...music, last: 2, reason }))).toBe(
      'sequence-manifest-missing',
    );
    expect(await codeOf(() => confirmSequence(restored.station, { ...music, last: 1, reason: '' }))).toBe(
      'reason-invalid',
    );
    expect(await confirmSequence(restored.station, { ...music, last: 1, reason })).toEqual({ source: 'person' });
    await requireConfirmed(ledger, music);
    expect(await codeOf(() => requireConfirmed(ledger, { ...music, stream: 'film' }))).toBe('sequence-unconfirmed');
    const film = { recipient: 'arcom', stream: 'film', last: 0, reason: 'a new stream' };
    expect(await confirmSequence(restored.station, film)).toEqual({ source: 'person' });
  });

  it('learns by the receipts of its peer what it had sent since, and goes on behind it', async () => {
    const { tmg, arcom } = await createPair();
    await pack(tmg);
    const path = await backUp(tmg);
    const receipts = [];
    for (const packed of [await pack(tmg), await pack(tmg)]) receipts.push(packed);
    for (const name of (await readdir(tmg.station.layout.path('outbox'))).sort()) {
      receipts.push(...(await deliver(arcom, tmg.station.layout.path('outbox', name))).receipts);
    }
    const [, , first, second, third] = receipts as never[];
    const restored = await restore(tmg, path);
    const add = async (receipt: never) => addReceipt(restored.station, receipt, await receiptTrust(restored));
    expect(await codeOf(() => add(third!))).toBe('receipt-not-next');
    expect(await add(first!)).toMatchObject({ outcome: 'added', state: 'delivered' });
    expect(await add(second!)).toMatchObject({ outcome: 'added', state: 'delivered' });
    expect(await codeOf(() => confirmSequence(restored.station, { ...music, last: 2, atReceiver: 3 }))).toBe(
      'sequence-higher',
    );
    expect(await add(third!)).toMatchObject({ outcome: 'added', state: 'delivered' });
    // The receipt shows that 3 was used, and not that nothing came after it.
    expect(await codeOf(() => confirmSequence(restored.station, { ...music, last: 3 }))).toBe(
      'sequence-reason-missing',
    );
    expect(await confirmSequence(restored.station, { ...music, last: 3, atReceiver: 3 })).toEqual({
      source: 'receiver',
    });
    const next = await pack(restored);
    expect(next.manifest.sequence).toBe(4);
    expect((await deliver(arcom, outboxPath(restored, next))).outcome).toBe('accepted');
  });

  it('goes on behind a higher number than it knows, and learns later what that was', async () => {
    const { tmg, arcom } = await createPair();
    await deliver(arcom, outboxPath(tmg, await pack(tmg)));
    const path = await backUp(tmg);
    const forgotten = [await pack(tmg), await pack(tmg)];
    const receipts = [];
    for (const each of forgotten) receipts.push((await deliver(arcom, outboxPath(tmg, each))).receipts[0]!);
    const restored = await restore(tmg, path);
    const confirmation = { ...music, last: 3, atReceiver: 3, manifest: forgotten[1]!.manifestDigest };
    expect(await codeOf(() => confirmSequence(restored.station, { ...confirmation, manifest: 'x' }))).toBe(
      'sequence-manifest-missing',
    );
    expect(await confirmSequence(restored.station, confirmation)).toEqual({ source: 'receiver' });
    const next = await pack(restored);
    expect(next.manifest).toMatchObject({ sequence: 4, previous: forgotten[1]!.manifestDigest });
    expect((await deliver(arcom, outboxPath(restored, next))).outcome).toBe('accepted');
    for (const receipt of receipts.reverse()) {
      expect(await addReceipt(restored.station, receipt, await receiptTrust(restored))).toMatchObject({
        state: 'delivered',
      });
    }
    expect((await pack(restored)).manifest.sequence).toBe(5);
  });

  it('has nothing to confirm where it was never restored', async () => {
    const { tmg } = await createPair();
    expect(await codeOf(() => confirmSequence(tmg.station, { ...music, last: 0 }))).toBe('station-not-restored');
  });
});

describe('what is no backup', () => {
  const identity = parseIdentity(generateIdentity({ postQuantum: false }).secret);
  const document: BackupDocument = {
    format: 'scelle.backup/1',
    station: 'tmg',
    role: 'collector',
    madeAt: '2026-11-03T06:00:00Z',
    producer: 'scelle/0.1.0',
    keys: ['custody.key'],
    batches: [],
  };
  const text = (content: string) => new TextEncoder().encode(content);

  async function seal(bytes: Uint8Array): Promise<AsyncIterable<Uint8Array>> {
    const encryption = await createEncryption([parseRecipient(identity.recipient)]);
    const sealed = Buffer.concat([encryption.header, encryption.push(bytes), encryption.finish()]);
    return memorySource(sealed).stream({ start: 0, end: sealed.length });
  }

  async function tarOf(members: readonly (readonly [name: string, content: Uint8Array])[]): Promise<Uint8Array> {
    async function* toMembers() {
      for (const [name, bytes] of members) {
        yield { name, size: bytes.length, content: memorySource(bytes).stream({ start: 0, end: bytes.length }) };
      }
    }
    const pieces: Uint8Array[] = [];
    for await (const piece of packTar(toMembers())) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  async function refuse(bytes: Uint8Array): Promise<string | null> {
    const root = join(await temporaryFolder(), 'restored');
    const backup = await seal(bytes);
    const code = await codeOf(() => restoreStation(root, { backup, identities: [identity] }));
    expect(await readdir(join(root, '..'))).toEqual([]);
    return code;
  }

  const named: readonly (readonly [string, Uint8Array])[] = [
    ['backup.json', encodeBackupDocument(document)],
    ['scelle.toml', text('')],
    ['ledger.db', text('')],
    ['keys/custody.key', text('')],
  ];

  it('leaves nothing behind, whatever is wrong with it', async () => {
    const whole = await tarOf(named);
    expect(await refuse(text('no tar at all'))).toBe('backup-invalid');
    expect(await refuse(new Uint8Array(1024))).toBe('backup-invalid');
    expect(await refuse(whole.subarray(0, -512))).toBe('backup-invalid');
    expect(await refuse(Buffer.concat([whole, new Uint8Array(1)]))).toBe('backup-invalid');
    expect(await refuse(await tarOf(named.slice(0, 3)))).toBe('backup-invalid');
    expect(await refuse(await tarOf([...named, ['../escape', text('')]]))).toBe('backup-invalid');
    expect(await refuse(await tarOf([['../escape', text('')], ...named]))).toBe('backup-invalid');
    // A ledger without tables says of nobody that it is theirs.
    expect(await refuse(whole)).toBe('ledger-damaged');
    const huge = encodeTarHeader({ name: 'backup.json', size: 2 ** 40 });
    expect(await refuse(Buffer.from(huge))).toBe('backup-invalid');
  });

  it.each([
    { keys: ['../../.ssh'] },
    { keys: ['custody.key', 'custody.key'] },
    { batches: ['outbox/../../x.scelle'] },
    { batches: ['keys/x.scelle'] },
    { station: 'Tmg' },
  ])('names files outside of the station, or twice: %j', async (change) => {
    const forged = encodeBackupDocument({ ...document, ...change });
    expect(await refuse(await tarOf([['backup.json', forged]]))).toBe('document-invalid');
  });

  it('is one of another station', async () => {
    const { tmg } = await createPair();
    const ledger = await readFile(tmg.station.layout.ledger);
    const other = encodeBackupDocument({ ...document, station: 'hadopi' });
    tmg.station.close();
    const closed = await readFile(join(tmg.root, 'ledger.db'));
    expect(closed.length).toBeGreaterThanOrEqual(ledger.length);
    const members = [['backup.json', other], named[1]!, ['ledger.db', closed], named[3]!] as const;
    expect(await refuse(await tarOf(members))).toBe('backup-invalid');
  });
});

describeWithTools(['age', 'tar'], 'stock tools', () => {
  it('take a backup apart', async () => {
    const own = await createTestStation('tmg', 'collector', new TestClock());
    const path = await backUp(own);
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'identity'), await readFile(own.station.layout.path('keys', 'opening.identity')));
    await run('sh', ['-c', `age -d -i identity '${path}' | tar x`], { cwd: folder });
    expect(await readFile(join(folder, 'scelle.toml'))).toEqual(await readFile(own.station.layout.settings));
    expect(await readdir(join(folder, 'keys'))).toEqual(await readdir(own.station.layout.path('keys')));
  });
});
