import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { findCurrentCard, issueCard, openStation, readStatus, type Station } from '@scelle/station';
import { withAddress } from '@scelle/station/internal';
import { rawLedger } from '@scelle/testkit';
import { type SealedFile, writeSealedFiles } from '../../packages/interconnect/test/support/sealed-file.ts';
import { signingKey } from '../../packages/interconnect/test/support/signing-key.ts';
import { findFlaws } from '../../packages/station/test/support/soundness.ts';
import { createStations, introduceAll } from '../e2e/two-stations.ts';
import { type Overhead, sum } from './count-sent-twice.ts';
import { type Run, startScelle, waitForEnd } from './scelle-process.ts';
import { startThrottledProxy, type ThrottledProxy } from './throttled-proxy.ts';
import { countUnreadBytes } from './unread-bytes.ts';

/** A campaign of cuts and kills during a transfer. */
export interface NetworkKills {
  readonly workplace: string;
  readonly kills: number;
  /** Batches, and bytes of each. */
  readonly batches: number;
  readonly bytes: number;
  /** How fast the network is: a transfer must last longer than all the kills. */
  readonly bytesPerSecond: number;
  readonly seed: number;
}

/** What a campaign came to. */
export interface NetworkKillOutcome {
  readonly cuts: number;
  readonly sendersKilled: number;
  readonly receiversKilled: number;
  /** Announcements that the receiver judged. */
  readonly announced: number;
  /** Bytes of the batches, bytes that senders put on the network, and those of them that reached the receiver. */
  readonly bytes: number;
  readonly carried: number;
  /** By connection. */
  readonly delivered: readonly number[];
  /** Bytes that had reached the machine of the receiver and that its process had not read when it was killed. */
  readonly unread: number;
}

/** Measures the overhead with batches of one byte, on one connection. */
export async function measureOverhead(createWorkplace: () => Promise<string>): Promise<Overhead> {
  const [one, two] = await Promise.all(
    [1, 2].map(async (batches) => {
      const transfer = { batches, bytes: 1, bytesPerSecond: Number.POSITIVE_INFINITY, kills: 0, seed: 0 };
      const { delivered, bytes } = await killTransfersAtRandom({ ...transfer, workplace: await createWorkplace() });
      if (delivered.length !== 1) throw new Error(`not one connection, but ${delivered.length}`);
      return sum(delivered) - bytes;
    }),
  );
  return { announcement: two! - one!, connection: 2 * one! - two! };
}

type Blow = 'cut' | 'sender' | 'receiver' | 'both';
const blows: readonly Blow[] = ['cut', 'sender', 'cut', 'receiver', 'cut', 'both'];

/**
 * Sends batches over a slow network, on which connections are cut and processes of both ends killed, each time while a
 * transfer is under way, and started again. Rejects unless in the end every batch is there exactly once and both stations
 * are sound.
 */
export async function killTransfersAtRandom(campaign: NetworkKills): Promise<NetworkKillOutcome> {
  const { workplace, kills, bytesPerSecond, seed } = campaign;
  const port = await findFreePort();
  await using proxy = await startThrottledProxy(port, bytesPerSecond);
  const files = await prepare(campaign, proxy.port);
  const counts = { cuts: 0, sendersKilled: 0, receiversKilled: 0, unread: 0, announced: 0 };
  let receiver = await startReceiver(workplace, port, counts);
  let sender = startSender(workplace);
  const moments = drawMoments(seed);
  for (let turn = 0; turn < kills; turn += 1) {
    await untilTransferring(proxy, sender);
    await delay(60 * moments.next().value);
    const blow = blows[turn % blows.length]!;
    if (blow === 'cut') counts.cuts += Math.min(1, proxy.cut());
    if (blow === 'sender' || blow === 'both') sender = await replaceSender(workplace, sender, counts);
    if (blow === 'receiver' || blow === 'both') {
      counts.unread += await killReceiver(receiver, port, proxy);
      counts.receiversKilled += 1;
      receiver = await startReceiver(workplace, port, counts);
    }
  }
  await finish(workplace, sender);
  await kill(receiver);
  await inspect(workplace, files);
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return { ...counts, bytes, carried: proxy.carried(), delivered: proxy.delivered() };
}

/** Both stations, the batches in the outbox, and the address of the slow network in the card of the recipient. */
async function prepare(
  { workplace, batches: count, bytes }: NetworkKills,
  port: number,
): Promise<readonly SealedFile[]> {
  await createStations(workplace);
  const file = join(workplace, 'arcom', 'scelle.toml');
  await writeFile(file, (await readFile(file, 'utf8')).replace('single-host = false', 'single-host = true'));
  using tmg = await openStation(join(workplace, 'tmg'));
  using arcom = await openStation(join(workplace, 'arcom'));
  await publishAddress(arcom, `https://127.0.0.1:${port}`);
  await introduceAll(workplace);
  return await writeSealedFiles(
    tmg.layout.path('outbox'),
    { from: { name: 'tmg', station: tmg }, to: { name: 'arcom', station: arcom } },
    { count, bytes },
  );
}

async function publishAddress(station: Station, address: string): Promise<void> {
  const { ledger, name } = station;
  const content = withAddress((await findCurrentCard(ledger, name))!.card, address);
  const signers = { own: await signingKey({ station }), previous: null };
  await issueCard(station, content, signers, { now: new Date(), command: 'card' });
}

async function startReceiver(cwd: string, port: number, counts: { announced: number }): Promise<ChildProcess> {
  const child = startScelle(['serve', '--station', 'arcom', '--listen', `127.0.0.1:${port}`], { cwd });
  const said: string[] = [];
  // All of its log is read: it would wait for a reader otherwise.
  const log = createInterface(child.stderr!);
  const isReady = new Promise<boolean>((resolve) => {
    log.on('line', (line) => {
      if (line.includes('"event":"announced"')) counts.announced += 1;
      else if (line.startsWith('Receiving')) resolve(true);
      else said.push(line);
    });
    log.once('close', () => resolve(false));
  });
  if (await isReady) return child;
  throw new Error(`serve ended: ${said.join(' ')}`);
}

interface Sender {
  readonly child: ChildProcess;
  readonly ended: Promise<Run>;
}

function startSender(cwd: string): Sender {
  const child = startScelle(['send', '--pending', '--watch', '--station', 'tmg'], { cwd, env: { SCELLE_DEBUG: '1' } });
  return { child, ended: waitForEnd(child) };
}

async function replaceSender(cwd: string, sender: Sender, counts: { sendersKilled: number }): Promise<Sender> {
  sender.child.kill('SIGKILL');
  await sender.ended;
  counts.sendersKilled += 1;
  return startSender(cwd);
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'exit');
  child.kill('SIGKILL');
  await closed;
}

/**
 * Kills the receiver at work; gives the bytes that it had not read. It is stopped before, so that they can be counted, with
 * those that still come until it is gone.
 */
async function killReceiver(child: ChildProcess, port: number, proxy: ThrottledProxy): Promise<number> {
  child.kill('SIGSTOP');
  while (!(await readFile(`/proc/${child.pid}/stat`, 'utf8')).includes(') T ')) await delay(1);
  const unread = countUnreadBytes(port);
  // What has just come may be counted by the proxy only now: it must not be counted here, too.
  await delay(1);
  const before = sum(proxy.delivered());
  await kill(child);
  return unread + sum(proxy.delivered()) - before;
}

/** Waits until bytes are on their way, or everything has been sent. */
async function untilTransferring(proxy: ThrottledProxy, { child, ended }: Sender): Promise<void> {
  const before = proxy.carried();
  for (let waited = 0; waited < 30_000 && child.exitCode === null; waited += 5) {
    if (proxy.carried() > before + 20_000) return;
    await delay(5);
  }
  child.kill('SIGKILL');
  const { stdout, stderr } = await ended;
  throw new Error(`nothing is being sent, maybe because it was sent before the last blow: ${stdout}${stderr}`);
}

async function finish(cwd: string, sender: Sender): Promise<void> {
  sender.child.kill('SIGKILL');
  await sender.ended;
  const last = await waitForEnd(startScelle(['send', '--pending', '--station', 'tmg'], { cwd }));
  if (last.status !== 0) throw new Error(`send ended with ${last.status}: ${last.stdout}${last.stderr}`);
}

async function inspect(workplace: string, files: readonly SealedFile[]): Promise<void> {
  using tmg = await openStation(join(workplace, 'tmg'));
  using arcom = await openStation(join(workplace, 'arcom'));
  const flaws = [...(await findFlaws(tmg)), ...(await findFlaws(arcom))];
  const here = rawLedger(arcom).prepare("SELECT digest FROM received WHERE state = 'accepted' ORDER BY sequence").all();
  const digests = here.map(({ digest }) => digest);
  if (JSON.stringify(digests) !== JSON.stringify(files.map(({ digest }) => digest))) {
    flaws.push(`${digests.length} accepted of ${files.length}`);
  }
  const { sending } = await readStatus(tmg);
  if (sending.some(({ unacknowledged }) => unacknowledged.length > 0)) flaws.push('not all acknowledged');
  if (flaws.length > 0) throw new Error(flaws.join('; '));
}

/** Numbers from 0 to 1 in no order, spread evenly over any stretch of them: multiples of the golden ratio. */
function* drawMoments(seed: number): Generator<number, never> {
  for (let at = seed; ; at++) yield (at * 0.618_033_988_749_895) % 1;
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { readonly port: number };
  server.close();
  await once(server, 'close');
  return port;
}
