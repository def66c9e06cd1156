import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { memorySource, readContainer } from '@scelle/core';
import { toSha256Hex } from '@scelle/core/internal';
import { createReceiver, type LogEvent, openFileUploadStore, type Receiver } from '@scelle/interconnect';
import { encodeAnnouncement, openConnection, sendBatch } from '@scelle/interconnect/internal';
import {
  addPeer,
  createReception,
  findCurrentCard,
  initStation,
  openStation,
  readCredentials,
  readSettings,
  receiptTrust,
  type Station,
  verifyReceipt,
} from '@scelle/station';
import { seededRandom } from '../../packages/interconnect/test/support/cutting-proxy.ts';
import { writeSealedFiles } from '../../packages/interconnect/test/support/sealed-file.ts';
import { type HostileRequest, type Material, makeRequest } from './hostile-requests.ts';

/** How many connections a hostile sender opens, and with which numbers it makes up what it writes. */
export interface HostileConnections {
  readonly workplace: string;
  readonly seed: number;
  readonly count: number;
}

/** What a receiver made of them. */
export interface HostileSending {
  /** How often it answered with which status, by the way of the sender; *cut* where it closed the connection. */
  readonly answers: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Connections that ended as none may: with a failure of the receiver, or too late. */
  readonly bad: readonly { readonly connection: number; readonly kind: string; readonly end: string }[];
  /** What failed in the receiver, as its log says. */
  readonly failed: readonly LogEvent[];
  /** What lies in the inbox at the end beside the batches of the honest sender. */
  readonly foreign: readonly string[];
  /** What the honest sender, who calls in between, met. */
  readonly honest: readonly string[];
}

/** By then every connection must have ended, also on a machine that is busy with others. */
const DEADLINE = 60_000;

/** How many connections are open at once, and how many there are between two batches of the honest sender. */
const AT_ONCE = 32;
const BETWEEN = 100;

/** How long it waits for more answers, in milliseconds. */
const QUIET = 200;

/** Opens connections as a peer that has every bad intention, while another peer hands over its batches. */
export async function callAsHostileSender(options: HostileConnections): Promise<HostileSending> {
  const { workplace, seed, count } = options;
  using arcom = await createStation(workplace, 'arcom', 'authority');
  using evil = await createStation(workplace, 'evil', 'collector');
  using tmg = await createStation(workplace, 'tmg', 'collector');
  for (const sender of [evil, tmg]) {
    await know(sender, arcom);
    await know(arcom, sender);
  }
  const events: LogEvent[] = [];
  const receiver = await listen(workplace, arcom, events);
  const honestFiles = await seal(workplace, tmg, arcom, Math.ceil(count / BETWEEN));
  const [evilFile] = await seal(workplace, evil, arcom, 1);
  const batch = new Uint8Array(await readFile(evilFile!.path));
  const announcement = encodeAnnouncement(await readContainer(memorySource(batch)));
  const upload = `/v1/uploads/${toSha256Hex(announcement)}`;
  const identity = await readCredentials(evil.layout);
  const answers: Record<string, Record<string, number>> = {};
  const bad: { connection: number; kind: string; end: string }[] = [];
  const honest: string[] = [];

  async function tryConnection(connection: number): Promise<void> {
    const material: Material = { random: seededRandom(seed * 1_000_003 + connection), announcement, upload, batch };
    const request = makeRequest(material);
    const ends = await write(receiver.port, identity, request);
    const ofKind = answers[request.kind] ?? {};
    answers[request.kind] = ofKind;
    for (const end of ends) {
      ofKind[end] = (ofKind[end] ?? 0) + 1;
      if (/^(?:500|LATE|no HTTP)$/.test(end)) bad.push({ connection, kind: request.kind, end });
    }
  }

  try {
    for (const [round, file] of honestFiles.entries()) {
      const numbers = Array.from(
        { length: Math.min(BETWEEN, count - round * BETWEEN) },
        (_, at) => round * BETWEEN + at,
      );
      const work = async (): Promise<void> => {
        for (let next = numbers.shift(); next !== undefined; next = numbers.shift()) await tryConnection(next);
      };
      await Promise.all([
        ...Array.from({ length: AT_ONCE }, work),
        sendHonestly(tmg, arcom, receiver.port, file.path).then((end) => honest.push(end)),
      ]);
    }
  } finally {
    await receiver.stop();
  }
  const kept = await readdir(join(arcom.layout.root, 'inbox'));
  const foreign = kept.filter((name) => !/^(?:tmg|evil)\.arcom\.music\.\d{6}\.scelle$/.test(name));
  return { answers, bad, failed: events.filter(({ event }) => event === 'failed'), foreign, honest };
}

/** The statuses that were answered on one connection, and how it ended. */
async function write(
  port: number,
  { key, certificate: cert }: Awaited<ReturnType<typeof readCredentials>>,
  { bytes, cutAt, isEnded }: HostileRequest,
): Promise<readonly string[]> {
  const socket = connect({ host: '127.0.0.1', port, key, cert, rejectUnauthorized: false });
  const pieces: Buffer[] = [];
  socket.on('error', () => undefined);
  let quiet: NodeJS.Timeout | undefined;
  socket.on('data', (piece: Buffer) => {
    pieces.push(piece);
    clearTimeout(quiet);
    quiet = setTimeout(() => socket.destroy(), QUIET);
  });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.once('secureConnect', () => {
    if (cutAt === null && isEnded) socket.end(bytes);
    else if (cutAt === null) socket.write(bytes);
    else socket.write(bytes.subarray(0, cutAt), () => socket.destroy());
  });
  const timer = setTimeout(() => socket.destroy(new Error('late')), DEADLINE);
  const started = performance.now();
  await closed;
  clearTimeout(timer);
  clearTimeout(quiet);
  if (performance.now() - started >= DEADLINE) return ['LATE'];
  const answer = Buffer.concat(pieces).toString('latin1');
  if (answer === '') return ['cut'];
  if (!answer.startsWith('HTTP/1.1 ')) return ['no HTTP'];
  return [...answer.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => status!);
}

/** The outcome on the receipt, or the error. */
async function sendHonestly(tmg: Station, arcom: Station, port: number, path: string): Promise<string> {
  const { der } = await readCredentials(arcom.layout);
  const remote = { name: 'arcom', address: `https://127.0.0.1:${port}`, certificates: [der] };
  using connection = openConnection(remote, await readCredentials(tmg.layout));
  const { settings } = await readSettings(tmg.layout.settings);
  try {
    const source = memorySource(new Uint8Array(await readFile(path)));
    const { receipts } = await sendBatch(connection, source, {
      acceptReceipt: async (signed) => verifyReceipt(signed, await receiptTrust(tmg, settings)),
      firstDelay: 50,
      longestDelay: 200,
      patience: DEADLINE,
    });
    return receipts[0]?.outcome ?? 'none';
  } catch (error) {
    return String(error);
  }
}

async function listen(workplace: string, arcom: Station, events: LogEvent[]): Promise<Receiver> {
  const { settings } = await readSettings(arcom.layout.settings);
  return createReceiver({
    reception: createReception(arcom, settings),
    identity: await readCredentials(arcom.layout),
    store: await openFileUploadStore(join(workplace, 'uploads')),
    host: '127.0.0.1',
    port: 0,
    limits: { reservedBytes: 1 << 20, headTimeout: 1_000, bodyInterval: 500, idleTimeout: 1_000 },
    log: (event) => events.push(event),
  });
}

async function seal(workplace: string, from: Station, to: Station, count: number) {
  const folder = join(workplace, `${from.name}-batches`);
  await mkdir(folder);
  const ends = { from: { name: from.name, station: from }, to: { name: to.name, station: to } };
  return await writeSealedFiles(folder, ends, { count, bytes: 4_000 });
}

async function know(here: Station, there: Station): Promise<void> {
  const card = (await findCurrentCard(there.ledger, there.name))!;
  await addPeer(here, card, { own: here.name, now: new Date(), clockSkewSeconds: 300 });
}

async function createStation(workplace: string, name: string, role: 'authority' | 'collector'): Promise<Station> {
  const root = join(workplace, name);
  await initStation(root, { name, role, passphrase: null });
  return openStation(root);
}
