import { join } from 'node:path';
import { ipEvidenceTest, openFileSource } from '@scelle/core';
import {
  addPeer,
  addReceipt,
  createReception,
  findCurrentCard,
  issueCard,
  openStation,
  type PartyRole,
  packBatch,
  readCredentials,
  readSettings,
  receiptTrust,
  type Settings,
  type Station,
} from '@scelle/station';
import { withAddress } from '@scelle/station/internal';
import { fixedRecords, temporaryFolder } from '@scelle/testkit';
import type { SignedDocument } from '@scelle/verify/internal';
import { onTestFinished } from 'vitest';
import {
  createReceiver,
  type LogEvent,
  openFileUploadStore,
  type Receiver,
  type ReceiverLimits,
  type TlsIdentity,
} from '../../src/index.ts';
import {
  type Connection,
  type ConnectionOptions,
  openConnection,
  type SendOptions,
  type SentTransfer,
  sendBatch,
} from '../../src/internal.ts';
import { signingKey } from './signing-key.ts';
import { type CopiedStation, copyNewStation } from './station-copies.ts';

/** One party of a test, with its TLS key and certificate. */
export interface Party {
  readonly name: string;
  readonly root: string;
  readonly station: Station;
  readonly settings: Settings;
  readonly identity: TlsIdentity & { readonly der: Uint8Array };
}

/** Opens a station without passphrases that takes test data: one of the party that there is, or of a namesake. */
export async function createParty(
  name: string,
  role: PartyRole,
  options: Omit<CopiedStation, 'name' | 'role'> = {},
): Promise<Party> {
  const root = join(await temporaryFolder(), name);
  await copyNewStation(root, { name, role, ...options });
  const station = await openStation(root);
  onTestFinished(() => station.close());
  const { settings } = await readSettings(station.layout.settings);
  return { name, root, station, settings, identity: await readCredentials(station.layout) };
}

/** Lets each of the parties know the others. */
export async function introduce(...parties: readonly Party[]): Promise<void> {
  for (const { station } of parties) {
    for (const other of parties) {
      if (other.station === station) continue;
      const card = (await findCurrentCard(other.station.ledger, other.name))!;
      const context = { own: station.name, now: new Date(), clockSkewSeconds: 300 };
      await addPeer(station, card, context);
    }
  }
}

/** Issues the next card of a party with its address. */
export async function publishAddress(party: Party, address: string): Promise<void> {
  const { ledger, name } = party.station;
  const card = (await findCurrentCard(ledger, name))!.card;
  const signers = { own: await signingKey(party), previous: null };
  await issueCard(party.station, withAddress(card, address), signers, { now: new Date(), command: 'card' });
}

const lines: readonly string[] = fixedRecords.map((record) => JSON.stringify({ ...record, segments: [], agent: null }));

/** Packs the fixed records for arcom, and gives the path of the batch. */
export async function pack(
  party: Party,
  stream = 'music',
): Promise<{ readonly path: string; readonly digest: string }> {
  const packed = await packBatch(party.station, party.settings, {
    recipient: 'arcom',
    stream,
    signer: await signingKey(party),
    profile: ipEvidenceTest,
    threads: 0,
    fill: async (writer) => {
      for (const line of lines) await writer.addLine(new TextEncoder().encode(line));
    },
  });
  return { path: party.station.layout.path('outbox', packed.file), digest: packed.manifestDigest };
}

/** A receiver in front of a station, and what it told. */
export interface ServedStation {
  readonly receiver: Receiver;
  readonly events: LogEvent[];
  readonly uploads: string;
}

/** Starts a receiver on any port of this machine. */
export async function serve(
  party: Party,
  limits: Partial<ReceiverLimits> = {},
  folder: string = join(party.root, 'uploads'),
  now: () => Date = () => new Date(),
): Promise<ServedStation> {
  const events: LogEvent[] = [];
  const receiver = await createReceiver({
    reception: createReception(party.station, party.settings),
    identity: party.identity,
    store: await openFileUploadStore(folder),
    host: '127.0.0.1',
    port: 0,
    limits: { reservedBytes: 1 << 20, ...limits },
    now,
    log: (event) => events.push(event),
  });
  let isStopped = false;
  const stop = async () => {
    if (isStopped) return;
    isStopped = true;
    await receiver.stop();
  };
  onTestFinished(stop);
  return { receiver: { ...receiver, stop }, events, uploads: folder };
}

/** A way from one party to the receiver of another. */
export function connect(from: Party, to: Party, port: number, options: ConnectionOptions = {}): Connection {
  const remote = { name: to.name, address: `https://127.0.0.1:${port}`, certificates: [to.identity.der] };
  const connection = openConnection(remote, from.identity, options);
  onTestFinished(() => connection[Symbol.dispose]());
  return connection;
}

/** Checks and keeps a receipt at its sender. */
export function accepting({ station, settings }: Party): SendOptions['acceptReceipt'] {
  return async (signed: SignedDocument) => {
    const { receipt } = await addReceipt(station, signed, await receiptTrust(station, settings));
    return receipt;
  };
}

/** Sends a file. It does not wait between attempts. */
export async function send(
  from: Party,
  connection: Connection,
  path: string,
  options: Partial<SendOptions> = {},
): Promise<SentTransfer> {
  await using source = await openFileSource(path);
  return await sendBatch(connection, source, {
    acceptReceipt: accepting(from),
    sleep: async () => undefined,
    patience: 5_000,
    ...options,
  });
}

/** A collector and an authority that know one another, and the receiver of the authority. */
export async function createScene(limits: Partial<ReceiverLimits> = {}) {
  const tmg = await createParty('tmg', 'collector');
  const arcom = await createParty('arcom', 'authority');
  await introduce(tmg, arcom);
  const served = await serve(arcom, limits);
  return { tmg, arcom, served, connection: connect(tmg, arcom, served.receiver.port) };
}

/** The code of the error that an operation ends with. */
export async function codeOf(operation: () => Promise<unknown>): Promise<string> {
  try {
    await operation();
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
  return 'none';
}
