import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createStations } from '../e2e/two-stations.ts';
import { runScelle, startScelle } from './scelle-process.ts';
import { packNext } from './station-work.ts';

/** A campaign of kills of `scelle media write`. */
export interface MediaKills {
  /** Empty; the stations and sets go into it. */
  readonly workplace: string;
  /** Kills that hit a process while it ran; others are repeated. */
  readonly kills: number;
  /** The moments of the kills follow from it, as parts of the time that a whole run takes. */
  readonly seed: number;
}

/** How many kills left what. */
export interface MediaKillOutcomes {
  /** Killed before the set was begun. */
  nothing: number;
  /** An unfinished set, which the next command reported and removed. */
  partial: number;
  /** A whole set, with labels, slip and images. */
  set: number;
}

/** What a whole set consists of. */
const SET = [
  'delivery-slip.html',
  'disc-01-of-02',
  'disc-01-of-02.iso',
  'disc-02-of-02',
  'disc-02-of-02.iso',
  'labels.html',
];

/**
 * Kills `scelle media write` at a station at random moments, and after each kill looks at what is left and writes again.
 * Rejects at the first that left something that passes for a set and is none, or that the next command did not clear
 * away.
 */
export async function killMediaWriteAtRandom({ workplace, kills, seed }: MediaKills): Promise<MediaKillOutcomes> {
  await createStations(workplace);
  for (const _ of [1, 2]) await packNext({ folder: workplace });
  const outcomes: MediaKillOutcomes = { nothing: 0, partial: 0, set: 0 };
  const begin = performance.now();
  await runScelle(writeArguments('measured'), { cwd: workplace });
  const duration = performance.now() - begin;
  for (let left = kills, at = seed; left > 0; at += 1) {
    // Multiples of the golden ratio spread evenly over any stretch of them.
    const outcome = await killOnce(workplace, duration * ((at * 0.618_033_988_749_895) % 1));
    if (outcome === null) continue;
    outcomes[outcome] += 1;
    left -= 1;
  }
  return outcomes;
}

function writeArguments(out: string): readonly string[] {
  const disc = ['--disc', '1450K', '--spare-discs', '1', '--iso'];
  return ['media', 'write', '--pending', '--again', ...disc, '--station', 'tmg', '--out', out];
}

/** What the kill left; null if the process had ended before. */
async function killOnce(workplace: string, moment: number): Promise<keyof MediaKillOutcomes | null> {
  const folder = await mkdtemp(join(workplace, 'out-'));
  try {
    if (!(await startAndKill(workplace, join(folder, 'parcel'), moment))) return null;
    const names = await readdir(folder);
    const partials = names.filter((name) => name.endsWith('.partial'));
    const sets = names.filter((name) => !partials.includes(name));
    for (const name of sets) await requireWhole(join(folder, name));
    await requireNextWrite(workplace, folder, partials);
    if (sets.length > 0) return 'set';
    return partials.length > 0 ? 'partial' : 'nothing';
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function startAndKill(cwd: string, out: string, moment: number): Promise<boolean> {
  const child = startScelle(writeArguments(out), { cwd });
  const ended = once(child, 'exit');
  await Promise.race([delay(moment), ended]);
  child.kill('SIGKILL');
  const [, signal] = await ended;
  return signal === 'SIGKILL';
}

/** Folders and images, each by themselves, hold all of it. */
async function requireWhole(set: string): Promise<void> {
  const found = (await readdir(set)).sort();
  if (found.join() !== SET.join()) throw new Error(`not a whole set: ${found.join(', ')}`);
  for (const kind of ['', '.iso']) {
    const discs = [1, 2].map((number) => join(set, `disc-0${number}-of-02${kind}`));
    await runScelle(['media', 'check', ...discs], { cwd: set });
  }
}

/** Another set beside what was left. */
async function requireNextWrite(cwd: string, folder: string, partials: readonly string[]): Promise<void> {
  const { stderr } = await runScelle(writeArguments(join(folder, 'next')), { cwd });
  const unreported = partials.filter((name) => !stderr.includes(name));
  if (unreported.length > 0) throw new Error(`not reported: ${unreported.join(', ')}\n${stderr}`);
  const left = (await readdir(folder)).filter((name) => name.endsWith('.partial'));
  if (left.length > 0) throw new Error(`not removed: ${left.join(', ')}`);
}
