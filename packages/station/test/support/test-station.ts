import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ipEvidenceTest,
  openFileSource,
  parseIdentityFile,
  parseSecretKey,
  type SecretKey,
  type Signer,
  systemEnvironment,
} from '@scelle/core';
import { fixedRecords, temporaryFolder } from '@scelle/testkit';
import type { Channel, DeliveryResult } from '@scelle/verify';
import { onTestFinished } from 'vitest';
import { findCurrentCard } from '../../src/cards/card-store.ts';
import { addPeer } from '../../src/cards/judge-card.ts';
import { listReceiptKeys } from '../../src/cards/revocations.ts';
import type { PartyRole, Station } from '../../src/home/station.ts';
import { initStation } from '../../src/init-station.ts';
import { openStation } from '../../src/open-station.ts';
import type { ReceiptTrust } from '../../src/receipts/receipt.ts';
import { deliverBatch } from '../../src/receiving/deliver.ts';
import { createPolicyFinder } from '../../src/receiving/find-policy.ts';
import { type ProcessedBatch, processInbox } from '../../src/receiving/process-inbox.ts';
import { type PackedBatch, packBatch } from '../../src/sending/pack-batch.ts';
import { readSettings } from '../../src/settings/parse-settings.ts';
import type { Settings } from '../../src/settings/settings.ts';

/** A clock that tests set; it goes on by a second each time it is read, as no two acts happen at once. */
export class TestClock {
  #now: number = Date.parse('2026-11-03T06:00:00Z');

  now = (): Date => {
    this.#now += 1000;
    return new Date(this.#now);
  };

  set(instant: string): void {
    this.#now = Date.parse(instant);
  }
}

/** One party of a test. */
export interface TestStation {
  readonly root: string;
  readonly clock: TestClock;
  station: Station;
  settings: Settings;
}

/** Makes a station without passphrases that takes test data, and opens it. */
export async function createTestStation(
  name: string,
  role: PartyRole,
  clock: TestClock = new TestClock(),
): Promise<TestStation> {
  const root = join(await temporaryFolder(), name);
  await initStation(root, { name, role, passphrase: null, environment: environmentOf(clock) });
  const file = join(root, 'scelle.toml');
  await writeFile(file, (await readFile(file, 'utf8')).replace('test-profiles = false', 'test-profiles = true'));
  const own = await openTestStation(root, clock);
  onTestFinished(() => own.station.close());
  return own;
}

/** Opens the station in a folder, with settings that are read already or its own; whoever opens it closes it. */
export async function openTestStation(root: string, clock: TestClock, known?: Settings): Promise<TestStation> {
  const settings = known ?? (await readSettings(join(root, 'scelle.toml'))).settings;
  return { root, clock, station: await open(root, clock), settings };
}

/** Closes a station and opens it again, as the next command does. */
export async function reopen(own: TestStation): Promise<Station> {
  own.station.close();
  own.station = await open(own.root, own.clock);
  return own.station;
}

/** Changes scelle.toml and reads it again. */
export async function changeSettings(own: TestStation, change: (text: string) => string): Promise<void> {
  const file = join(own.root, 'scelle.toml');
  await writeFile(file, change(await readFile(file, 'utf8')));
  own.settings = (await readSettings(file)).settings;
}

/** Lets each of the parties know the others. */
export async function introduce(...stations: readonly TestStation[]): Promise<void> {
  for (const { station } of stations) {
    for (const other of stations) {
      if (other.station === station) continue;
      const card = (await findCurrentCard(other.station.ledger, other.station.name))!;
      const context = { own: station.name, now: new Date('2026-11-03T08:00:00Z'), clockSkewSeconds: 300 };
      await addPeer(station, card, context);
    }
  }
}

/** A collector and an authority that know one another. */
export async function createPair(): Promise<{ readonly tmg: TestStation; readonly arcom: TestStation }> {
  const clock = new TestClock();
  const tmg = await createTestStation('tmg', 'collector', clock);
  const arcom = await createTestStation('arcom', 'authority', clock);
  await introduce(tmg, arcom);
  return { tmg, arcom };
}

/** The signing key of a party. */
export async function signingKey({ station }: TestStation): Promise<SecretKey> {
  return parseSecretKey(await readFile(station.layout.path('keys', 'signing.key')));
}

/** Packs the fixed records for a peer. */
export async function pack(
  own: TestStation,
  options: {
    readonly recipient?: string;
    readonly stream?: string;
    readonly replaces?: number;
    readonly signer?: Signer;
    readonly signal?: AbortSignal;
  } = {},
): Promise<PackedBatch> {
  const { recipient = 'arcom', stream = 'music', replaces, signer = await signingKey(own), signal } = options;
  return packBatch(own.station, own.settings, {
    recipient,
    stream,
    ...(replaces !== undefined && { replaces }),
    signer,
    profile: ipEvidenceTest,
    threads: 0,
    ...(signal && { signal }),
    fill: async (writer) => {
      for (const line of testLines) await writer.addLine(new TextEncoder().encode(line));
    },
  });
}

/** Records without segments and agents. */
const testLines: readonly string[] = fixedRecords
  .map((record) => ({ ...record, segments: [], agent: null }))
  .map((record) => JSON.stringify(record));

/** Path of a packed batch. */
export function outboxPath({ station }: TestStation, { file }: Pick<PackedBatch, 'file'>): string {
  return station.layout.path('outbox', file);
}

/** Brings a file to a station. */
export async function deliver(own: TestStation, path: string, channel: Channel = 'file'): Promise<DeliveryResult> {
  await using source = await openFileSource(path);
  const findPolicy = createPolicyFinder(own.station, own.settings);
  return await deliverBatch(own.station, source, { channel, origin: path }, findPolicy);
}

/** Opens what is in the inbox. */
export async function processAll(own: TestStation): Promise<readonly ProcessedBatch[]> {
  const { station, settings } = own;
  const identities = await parseIdentityFile(await readFile(station.layout.path('keys', 'opening.identity')));
  const verification = { findPolicy: createPolicyFinder(station, settings), identities, threads: 0 };
  const processed: ProcessedBatch[] = [];
  for await (const each of processInbox(station, verification)) processed.push(each);
  return processed;
}

/** What a sender judges receipts by. */
export async function receiptTrust({ station, settings, clock }: TestStation): Promise<ReceiptTrust> {
  const keys = await listReceiptKeys(station.ledger, settings.keyValidityDays);
  return { keys, receivedAt: clock.now(), clockSkewSeconds: settings.clockSkewSeconds };
}

async function open(root: string, clock: TestClock): Promise<Station> {
  return openStation(root, { environment: environmentOf(clock) });
}

function environmentOf(clock: TestClock) {
  return { ...systemEnvironment, now: clock.now, host: 'desk-1', actor: 'operator' };
}
