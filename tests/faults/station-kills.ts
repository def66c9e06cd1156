import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openStation, readStatus } from '@scelle/station';
import { findFlaws } from '../../packages/station/test/support/soundness.ts';
import { createStations } from '../e2e/two-stations.ts';
import { startScelle } from './scelle-process.ts';
import { deliverAll, exportNewest, listUndelivered, packNext, processAll, type Workplace } from './station-work.ts';

/** A campaign of kills. */
export interface StationKills {
  /** Each lane has a folder of its own in it, and kills one process at a time. */
  readonly workplace: string;
  /** Kills that hit a process while it ran; others are repeated. */
  readonly kills: number;
  readonly lanes: number;
  /** The moments of the kills follow from it. */
  readonly seed: number;
}

/** The commands that are killed. */
export type KilledCommand = 'pack' | 'receive' | 'process' | 'receipt add';

/** How many kills hit each command, and after how many of them the next command had something to finish or to undo. */
export type StationKillOutcomes = Record<KilledCommand, { killed: number; recovered: number }>;

const commands: readonly KilledCommand[] = ['pack', 'receive', 'process', 'receipt add'];

const packing = ['--profile', 'ip-evidence-test/1', '--content', 'content.json', '--to', 'arcom', '--stream', 'music'];

/**
 * Kills the commands of two stations in turn, at random moments after they have begun to work on their station. Rejects
 * at the first kill after which anything was lost, doubled or out of order; the stations go on from where they are.
 */
export async function killStationsAtRandom(campaign: StationKills): Promise<StationKillOutcomes> {
  const outcomes = Object.fromEntries(commands.map((command) => [command, { killed: 0, recovered: 0 }]));
  const moments = drawMoments(campaign.seed);
  let left = campaign.kills;
  async function work(lane: number): Promise<void> {
    const place = { folder: join(campaign.workplace, `lane-${lane}`) };
    await createStations(place.folder);
    const durations = await measure(place);
    for (let turn = lane; left > 0; turn += 1) {
      left -= 1;
      const command = commands[turn % commands.length]!;
      const recovered = await killOnce(place, command, durations[command] * moments.next().value);
      if (recovered === null) left += 1;
      else outcomes[command]!.killed += 1;
      outcomes[command]!.recovered += Number(recovered !== null && recovered > 0);
    }
    await finish(place);
  }
  const lanes = Array.from({ length: campaign.lanes }, (_, lane) => work(lane).finally(() => (left = 0)));
  await Promise.allSettled(lanes);
  await Promise.all(lanes);
  return outcomes as StationKillOutcomes;
}

/** Numbers from 0 to 1 in no order, spread evenly over any stretch of them: multiples of the golden ratio. */
function* drawMoments(seed: number): Generator<number, never> {
  for (let at = seed; ; at++) yield (at * 0.618_033_988_749_895) % 1;
}

/** How long each command works on its station, in milliseconds. */
async function measure(place: Workplace): Promise<Readonly<Record<KilledCommand, number>>> {
  const durations: Partial<Record<KilledCommand, number>> = {};
  for (const command of commands) {
    const { child, ended, working } = await start(place, command);
    await working;
    const begin = performance.now();
    if ((await ended)[0] !== 0) throw new Error(`${command} ended with ${child.exitCode}`);
    durations[command] = performance.now() - begin;
  }
  return durations as Record<KilledCommand, number>;
}

/** What the next command found to finish or to undo; null if the process had ended before. */
async function killOnce(place: Workplace, command: KilledCommand, moment: number): Promise<number | null> {
  const { child, ended, working } = await start(place, command);
  await Promise.race([working.then(() => delay(moment)), ended]);
  child.kill('SIGKILL');
  const [, signal] = await ended;
  const recovered = await inspect(place, `${command}, killed after ${moment} ms`);
  return signal === 'SIGKILL' ? recovered : null;
}

interface Started {
  readonly child: ChildProcess;
  /** Exit status and signal. */
  readonly ended: Promise<readonly [number | null, string | null]>;
  /** Settled when it has taken the station's lock for the first time. */
  readonly working: Promise<unknown>;
}

/** Starts a command that has something to do. */
async function start(place: Workplace, command: KilledCommand): Promise<Started> {
  const args = await prepare(place, command);
  const station = command === 'pack' || command === 'receipt add' ? 'tmg' : 'arcom';
  const locked = Promise.withResolvers<void>();
  const watcher = watch(join(place.folder, station), (_, name) => {
    if (name === 'station.lock') locked.resolve();
  });
  const child = startScelle([...args, '--station', station], { cwd: place.folder });
  const ended = once(child, 'exit').finally(() => watcher.close()) as Promise<[number | null, string | null]>;
  return { child, ended, working: Promise.race([locked.promise, ended]) };
}

async function prepare(place: Workplace, command: KilledCommand): Promise<readonly string[]> {
  if (command === 'pack') return ['pack', 'day.jsonl', ...packing];
  await packNext(place);
  if (command === 'receive') return ['receive', ...(await listUndelivered(place))];
  await deliverAll(place);
  if (command === 'process') return ['process'];
  await processAll(place);
  return ['receipt', 'add', ...(await exportNewest(place))];
}

/** Opens both stations as the next command does. Rejects where something is wrong with one of them. */
async function inspect({ folder }: Workplace, what: string): Promise<number> {
  let recovered = 0;
  for (const name of ['tmg', 'arcom']) {
    using station = await openStation(join(folder, name));
    const flaws = await findFlaws(station);
    if (flaws.length > 0) throw new Error(`${what}, in ${name}: ${flaws.join('; ')}`);
    recovered += station.recovered.length;
  }
  return recovered;
}

/** Does what is left. Rejects unless every number was accepted once, and opened. */
async function finish(place: Workplace): Promise<void> {
  await deliverAll(place);
  await processAll(place);
  await inspect(place, 'at the end');
  using tmg = await openStation(join(place.folder, 'tmg'));
  using arcom = await openStation(join(place.folder, 'arcom'));
  const [{ last } = { last: 0 }] = (await readStatus(tmg)).sending;
  const [received] = (await readStatus(arcom)).receiving;
  if (received?.expected !== last + 1 || received.unopened > 0)
    throw new Error('not all of it was accepted and opened');
}
