import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createMediaScene, type MediaCommand, type MediaLeftovers, type MediaScene } from './media-scene.ts';
import { startScelle, waitForEnd } from './scelle-process.ts';

const counter = fileURLToPath(new URL('./kill-before-step.ts', import.meta.url));

/** Kills of `scelle media write` or `scelle media read` before each of its steps. */
export interface MediaStepKills {
  /** Empty; the stations and sets go into it. */
  readonly workplace: string;
  readonly command: MediaCommand;
  /** So many steps, spread over all of them, besides those before and after the last link or rename. */
  readonly most: number;
}

/** What came of them. */
export interface MediaStepOutcomes extends Record<MediaLeftovers, number> {
  /** Writes, syncs, links, renames, removals and new folders of a whole run. */
  readonly steps: number;
  readonly kinds: readonly string[];
}

/** Kills a command before its steps, and demands after each kill what `killMediaAtRandom` demands. */
export async function killMediaAtSteps({ workplace, command, most }: MediaStepKills): Promise<MediaStepOutcomes> {
  const scene = await createMediaScene(workplace, { images: false });
  const steps = (await run(scene, command, Number.POSITIVE_INFINITY)).steps;
  const outcomes = { nothing: 0, partial: 0, whole: 0 };
  for (const step of choose(steps, most)) {
    const { left } = await run(scene, command, step);
    // Threads answer in any order, so that the number of steps may differ by a few.
    if (left !== null) outcomes[left] += 1;
  }
  return { ...outcomes, steps: steps.length, kinds: [...new Set(steps)].sort() };
}

/** The steps that a run did, and what it left where it was killed. */
async function run(scene: MediaScene, command: MediaCommand, killBefore: number) {
  await using attempt = await scene.attempt(command);
  const list = join(scene.folder, `steps-${command}-${killBefore}`);
  const env = { STEPS: list, KILL_BEFORE: String(killBefore) };
  const nodeOptions = ['--import', counter];
  const child = startScelle(attempt.args, { cwd: scene.folder, env, nodeOptions });
  const { status, stderr } = await waitForEnd(child);
  if (status !== 0 && child.signalCode !== 'SIGKILL') throw new Error(`ended with ${status}: ${stderr}`);
  const steps = (await readFile(list, 'utf8').catch(() => '')).split('\n').slice(0, -1);
  return { steps, left: status === 0 ? null : await attempt.inspect() };
}

function choose(steps: readonly string[], most: number): readonly number[] {
  const count = Math.min(most, steps.length);
  const spread = Array.from({ length: count }, (_, index) => Math.floor((index * steps.length) / count));
  const published = Math.max(steps.lastIndexOf('rename'), steps.lastIndexOf('link'));
  return [...new Set([...spread, published, published + 1])].sort((a, b) => a - b);
}
