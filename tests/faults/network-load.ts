import type { ChildProcess } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openFileSource, readContainer } from '@scelle/core';
import {
  ANNOUNCEMENT_TYPE,
  type Connection,
  encodeAnnouncement,
  openConnection,
  sendBatch,
} from '@scelle/interconnect/internal';
import {
  addPeer,
  findCurrentCard,
  initStation,
  openStation,
  readCredentials,
  readSettings,
  receiptTrust,
  type Station,
  verifyReceipt,
} from '@scelle/station';
import { writeSealedFiles } from '../../packages/interconnect/test/support/sealed-file.ts';
import { memoryRecorder } from './resident-memory.ts';
import { startScelle } from './scelle-process.ts';

/** Many senders at one receiver. */
export interface NetworkLoad {
  readonly workplace: string;
  readonly senders: number;
  /** Announcements of each, one after the other. */
  readonly announcements: number;
}

/** What they met. */
export interface NetworkLoadOutcome {
  /** Announcements that were answered as they should be, and batches that were delivered. */
  readonly answered: number;
  readonly delivered: number;
  /** How long an announcement waited for its answer, in milliseconds. */
  readonly median: number;
  readonly percentile99: number;
  /** The most memory that the receiver held. */
  readonly peakBytes: number;
}

/**
 * Lets many senders announce batches at the same time, and then each hand over its first one. The receiver is a process of
 * its own.
 */
export async function loadReceiver({ workplace, senders, announcements }: NetworkLoad): Promise<NetworkLoadOutcome> {
  using arcom = await createStation(workplace, 'arcom', 'authority');
  const parties: Sender[] = [];
  for (let index = 0; index < senders; index += 1) {
    parties.push(await createSender(workplace, arcom, index, announcements));
  }
  const { child, port } = await startReceiver(workplace);
  const { der } = await readCredentials(arcom.layout);
  const remote = { name: 'arcom', address: `https://127.0.0.1:${port}`, certificates: [der] };
  const lines = parties.map((party) => ({ party, connection: openConnection(remote, party.identity) }));
  try {
    const delays = (await Promise.all(lines.map(({ party, connection }) => announceAll(party, connection)))).flat();
    const delivered = await Promise.all(lines.map(({ party, connection }) => deliverFirst(party, connection)));
    const ordered = delays.toSorted((a, b) => a - b);
    return {
      answered: delays.length,
      delivered: delivered.filter((isDelivered) => isDelivered).length,
      median: ordered[Math.floor(ordered.length / 2)]!,
      percentile99: ordered[Math.floor(ordered.length * 0.99)]!,
      peakBytes: await stopReceiver(workplace, child),
    };
  } finally {
    for (const { connection } of lines) connection[Symbol.dispose]();
    for (const { station } of parties) station.close();
    child.kill();
  }
}

/** The file in which the receiver notes its peak. */
const PEAK_MEMORY = 'peak-memory';

interface Sender {
  readonly station: Station;
  readonly identity: Awaited<ReturnType<typeof readCredentials>>;
  readonly files: readonly string[];
}

async function createSender(workplace: string, arcom: Station, index: number, count: number): Promise<Sender> {
  const name = `sender-${index}`;
  const station = await createStation(workplace, name, 'collector');
  for (const [here, there] of [
    [station, arcom],
    [arcom, station],
  ] as const) {
    const card = (await findCurrentCard(there.ledger, there.name))!;
    await addPeer(here, card, { own: here.name, now: new Date(), clockSkewSeconds: 300 });
  }
  const folder = join(workplace, `${name}-batches`);
  await mkdir(folder);
  const ends = { from: { name, station }, to: { name: 'arcom', station: arcom } };
  const files = await writeSealedFiles(folder, ends, { count, bytes: 2_000 });
  return { station, identity: await readCredentials(station.layout), files: files.map(({ path }) => path) };
}

async function createStation(workplace: string, name: string, role: 'authority' | 'collector'): Promise<Station> {
  const root = join(workplace, name);
  await initStation(root, { name, role, passphrase: null });
  const file = join(root, 'scelle.toml');
  const changes = [
    ['test-profiles = false', 'test-profiles = true'],
    ['single-host = false', 'single-host = true'],
    ['max-open-uploads = 16', 'max-open-uploads = 1000'],
  ] as const;
  const text = await readFile(file, 'utf8');
  await writeFile(
    file,
    changes.reduce((changed, [from, to]) => changed.replace(from, to), text),
  );
  return openStation(root);
}

/** How long each announcement took; an answer that is not as it should be rejects. */
async function announceAll({ files }: Sender, connection: Connection): Promise<number[]> {
  const delays: number[] = [];
  for (const path of files) {
    await using source = await openFileSource(path);
    const body = encodeAnnouncement(await readContainer(source));
    const headers = { 'Content-Type': ANNOUNCEMENT_TYPE, 'Content-Length': String(body.length) };
    const started = performance.now();
    const answer = await connection.open({ method: 'POST', path: '/v1/batches', headers, body });
    for await (const _ of answer.body);
    if (answer.status !== 201) throw new Error(`an announcement was answered with ${answer.status}`);
    delays.push(performance.now() - started);
  }
  return delays;
}

async function deliverFirst({ station, files }: Sender, connection: Connection): Promise<boolean> {
  await using source = await openFileSource(files[0]!);
  const { settings } = await readSettings(station.layout.settings);
  const { receipts } = await sendBatch(connection, source, {
    acceptReceipt: async (signed) => verifyReceipt(signed, await receiptTrust(station, settings)),
  });
  return receipts[0]?.outcome === 'accepted';
}

async function startReceiver(cwd: string): Promise<{ readonly child: ChildProcess; readonly port: number }> {
  const child = startScelle(['serve', '--station', 'arcom', '--listen', '127.0.0.1:0'], {
    cwd,
    env: { PEAK_MEMORY_FILE: join(cwd, PEAK_MEMORY) },
    nodeOptions: [memoryRecorder],
  });
  for await (const line of createInterface(child.stderr!)) {
    const [, port] = /^Receiving on port (\d+)/.exec(line) ?? [];
    if (port === undefined) continue;
    // Its log would fill the pipe, and it would wait for a reader.
    child.stderr!.resume();
    return { child, port: Number(port) };
  }
  throw new Error(`serve ended with ${child.exitCode}`);
}

async function stopReceiver(cwd: string, child: ChildProcess): Promise<number> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
  return Number(await readFile(join(cwd, PEAK_MEMORY), 'utf8')) * 1024;
}
