import { once } from 'node:events';
import { watch } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import {
  createMediaScene,
  type MediaAttempt,
  type MediaCommand,
  type MediaLeftovers,
  type MediaScene,
} from './media-scene.ts';
import { startScelle } from './scelle-process.ts';

/** A campaign of kills of `scelle media write` and `scelle media read`. */
export interface MediaKills {
  /** Empty; the stations and sets go into it. */
  readonly workplace: string;
  readonly command: MediaCommand;
  /** Kills that hit a process while it ran; others are repeated. */
  readonly kills: number;
  /** The moments of the kills follow from it, as parts of the time that the work takes once it has begun. */
  readonly seed: number;
}

/** How many kills left what. */
export type MediaKillOutcomes = Record<MediaLeftovers, number>;

/**
 * Kills a command at a station at random moments, and after each kill looks at what is left and gives it again. Rejects
 * at the first kill that left something that passes for whole and is not, or with which the next command did not cope.
 */
export async function killMediaAtRandom(campaign: MediaKills): Promise<MediaKillOutcomes> {
  const { workplace, command, kills, seed } = campaign;
  const scene = await createMediaScene(workplace, { images: true });
  const outcomes: MediaKillOutcomes = { nothing: 0, partial: 0, whole: 0 };
  const duration = await measure(scene, command);
  for (let left = kills, at = seed; left > 0; at += 1) {
    // Multiples of the golden ratio spread evenly over any stretch of them.
    const outcome = await killOnce(scene, command, duration * ((at * 0.618_033_988_749_895) % 1));
    if (outcome === null) continue;
    outcomes[outcome] += 1;
    left -= 1;
  }
  return outcomes;
}

async function measure(scene: MediaScene, command: MediaCommand): Promise<number> {
  await using attempt = await scene.attempt(command);
  const { ended, working } = start(scene, attempt);
  await working;
  const begin = performance.now();
  const [status] = await ended;
  if (status !== 0) throw new Error(`media ${command} ended with ${status}`);
  return performance.now() - begin;
}

/** What the kill left; null if the process had ended before. */
async function killOnce(scene: MediaScene, command: MediaCommand, moment: number): Promise<MediaLeftovers | null> {
  await using attempt = await scene.attempt(command);
  const { child, ended, working } = start(scene, attempt);
  await Promise.race([working.then(() => delay(moment)), ended]);
  child.kill('SIGKILL');
  const [, signal] = await ended;
  return signal === 'SIGKILL' ? await attempt.inspect() : null;
}

function start({ folder }: MediaScene, { args, place }: MediaAttempt) {
  const begun = Promise.withResolvers<void>();
  const watcher = watch(place, () => begun.resolve());
  const child = startScelle(args, { cwd: folder });
  const ended = once(child, 'exit').finally(() => watcher.close()) as Promise<[number | null, string | null]>;
  return { child, ended, working: Promise.race([begun.promise, ended]) };
}
