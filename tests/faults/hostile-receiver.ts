import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createServer, type TLSSocket } from 'node:tls';
import { openFileSource } from '@scelle/core';
import {
  type Connection,
  type ConnectionOptions,
  fetchBatch,
  fetchNotice,
  fetchReceipts,
  fetchWaiting,
  handReceipt,
  openConnection,
  type RetryOptions,
  sendBatch,
} from '@scelle/interconnect/internal';
import { initStation, openStation, readCredentials, type Station } from '@scelle/station';
import { seededRandom } from '../../packages/interconnect/test/support/cutting-proxy.ts';
import { writeSealedFile } from '../../packages/interconnect/test/support/sealed-file.ts';
import { createLie, type Lie, lies } from './hostile-answers.ts';

/** How often a hostile receiver is called, and with which numbers it makes up its answers. */
export interface HostileCalls {
  readonly workplace: string;
  readonly seed: number;
  readonly count: number;
  /** Which of its ways it uses: all of them where nothing is said. */
  readonly kinds?: readonly string[];
}

/** A call that ended as none may: with success, with an error that is none of ours, or too late. */
export interface BadEnd {
  readonly call: number;
  readonly operation: string;
  readonly lie: string;
  readonly end: string;
  readonly milliseconds: number;
}

/** What the calls came to. */
export interface HostileOutcome {
  /** How many calls ended with which code, by the way of the receiver. */
  readonly ends: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly bad: readonly BadEnd[];
  readonly longest: number;
  /** By how much the most memory that this process ever had has grown. */
  readonly grownBytes: number;
}

/** The bounds of the calls, short enough that thousands of them can be tried. */
const pace = { silence: 900, interval: 450, bytes: 65_536, total: 3_000, bytesPerSecond: 1_000_000 } as const;
const retries: RetryOptions = {
  firstDelay: 10,
  longestDelay: 100,
  patience: 600,
  total: 1_500,
  bytesPerSecond: 10 ** 6,
};

/** By then every call must have ended, also on a machine that is busy with others. */
const DEADLINE = 60_000;

/** Most of the time is spent waiting. */
const AT_ONCE = 12;

const MANIFEST = 'a'.repeat(64);
const BATCH_BYTES = 6 << 20;

/** What a station asks of a receiver. */
const operations: Readonly<Record<string, (connection: Connection, path: string) => Promise<unknown>>> = {
  send: async (connection, path) => {
    await using source = await openFileSource(path);
    const acceptReceipt = async () => ({ manifest: MANIFEST, stage: 'delivery', outcome: 'accepted' }) as const;
    return await sendBatch(connection, source, { acceptReceipt, ...retries });
  },
  receipts: (connection) => fetchReceipts(connection, MANIFEST),
  notice: (connection) => fetchNotice(connection),
  waiting: (connection) => fetchWaiting(connection),
  fetch: (connection) => {
    const file = { size: async () => 0, append: async () => undefined };
    return fetchBatch(
      connection,
      { name: 'tmg.arcom.music.000001', manifest: MANIFEST, bytes: BATCH_BYTES },
      file,
      retries,
    );
  },
  hand: (connection) => handReceipt(connection, { document: new Uint8Array(9), signature: new Uint8Array(9) }),
};

/**
 * Calls a receiver that shows the right certificate and does everything else wrong: each call must end with a code of
 * ours, in bounded time and memory, and none as if something had been delivered.
 */
export async function callHostileReceiver(options: HostileCalls): Promise<HostileOutcome> {
  const { workplace, seed, count, kinds = Object.keys(lies) } = options;
  await using arcom = await createStation(workplace, 'arcom', 'authority');
  await using tmg = await createStation(workplace, 'tmg', 'collector');
  const parties = [tmg, arcom].map(({ station }) => ({ name: station.name, station })) as [Party, Party];
  const file = await writeSealedFile(workplace, { from: parties[0], to: parties[1] }, { bytes: BATCH_BYTES });
  const identity = await readCredentials(tmg.station.layout);
  const { key, certificate: cert, der } = await readCredentials(arcom.station.layout);
  const ends: Record<string, Record<string, number>> = {};
  const bad: BadEnd[] = [];
  let longest = 0;
  const before = process.resourceUsage().maxRSS;

  async function tryCall(call: number): Promise<void> {
    const random = seededRandom(seed * 1_000_003 + call);
    const [operation, perform] = pick(random, Object.entries(operations));
    const lie = createLie(pick(random, kinds), random, file.size);
    await using receiver = await listen({ key, cert }, lie);
    const remote = { name: 'arcom', address: `https://127.0.0.1:${receiver.port}`, certificates: [der] };
    const started = performance.now();
    const end = await endOf(remote, identity, (connection) => perform(connection, file.path));
    const milliseconds = Math.round(performance.now() - started);
    longest = Math.max(longest, milliseconds);
    const ofKind = ends[lie.kind] ?? {};
    ends[lie.kind] = ofKind;
    ofKind[end] = (ofKind[end] ?? 0) + 1;
    // What is well-formed is an answer like any other; only a batch is never delivered by it.
    const isAllowed = /^[a-z]+(?:-[a-z]+)+$/.test(end) || (end === 'none' && lie.isPlausible && operation !== 'send');
    if (!isAllowed || milliseconds > DEADLINE) bad.push({ call, operation, lie: lie.kind, end, milliseconds });
  }

  const calls = Array.from({ length: count }, (_, call) => call);
  const work = async (): Promise<void> => {
    for (let call = calls.shift(); call !== undefined; call = calls.shift()) await tryCall(call);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { ends, bad, longest, grownBytes: (process.resourceUsage().maxRSS - before) * 1024 };
}

type Party = Parameters<typeof writeSealedFile>[1]['from'];

async function endOf(
  remote: Parameters<typeof openConnection>[0],
  identity: Parameters<typeof openConnection>[1],
  perform: (connection: Connection) => Promise<unknown>,
): Promise<string> {
  using connection = openConnection(remote, identity, pace satisfies ConnectionOptions);
  const deadline = AbortSignal.timeout(DEADLINE + 1_000);
  const late = once(deadline, 'abort').then(() => 'LATE');
  return await Promise.race([
    late,
    perform(connection).then(
      () => 'none',
      (error: unknown) => codeOf(error),
    ),
  ]);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'describe' in error && 'code' in error ? String(error.code) : String(error);
}

/** A server that speaks TLS as it should, and then does what the lie says. */
async function listen(credentials: { readonly key: string; readonly cert: string }, lie: Lie) {
  const sockets = new Set<TLSSocket>();
  const server = createServer({ ...credentials, requestCert: true, rejectUnauthorized: false }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
    lie.answer(socket);
  });
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      lie.end();
      for (const socket of sockets) socket.destroy();
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}

async function createStation(workplace: string, name: string, role: 'authority' | 'collector') {
  const root = join(workplace, name);
  await initStation(root, { name, role, passphrase: null });
  const station: Station = await openStation(root);
  return { station, [Symbol.asyncDispose]: async () => station.close() };
}

function pick<Item>(random: () => number, items: readonly Item[]): Item {
  return items[Math.floor(random() * items.length)]!;
}
