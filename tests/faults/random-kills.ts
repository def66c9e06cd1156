import { once } from 'node:events';
import { mkdtemp, readdir, rm, watch } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { inspectKilledFolder, type Trust } from './killed-folder.ts';
import { runScelle, startScelle } from './scelle-process.ts';
import { packArguments } from './workplace.ts';

/** A campaign of kills. */
export interface KillCampaign {
  /** Made by `createWorkplace`; the batches go into new folders in it. */
  readonly workplace: string;
  readonly trust: Trust;
  /** Kills that hit a process while it ran; others are repeated. */
  readonly kills: number;
  /** Two processes at a time are killed where this is 2. */
  readonly lanes: number;
  /** The moments of the kills follow from it, as parts of the time that a whole run takes. */
  readonly seed: number;
}

/** How many kills left what. */
export interface KillOutcomes {
  /** Killed before the file was begun, or after its clean-up. */
  nothing: number;
  /** An unfinished file, which the next pack reported and removed. */
  partial: number;
  /** A batch that a full verification accepted. */
  batch: number;
}

/**
 * Kills `scelle pack` at random moments, and after each kill looks at what is left and packs again. Rejects at the first
 * that left something that passes for a batch and is none, or that the next pack did not clear away.
 */
export async function killPackAtRandom(campaign: KillCampaign): Promise<KillOutcomes> {
  const outcomes: KillOutcomes = { nothing: 0, partial: 0, batch: 0 };
  const moments = drawMoments(campaign.seed);
  let left = campaign.kills;
  async function work(): Promise<void> {
    const duration = await measurePack(campaign.workplace);
    while (left > 0) {
      left -= 1;
      const outcome = await killOnce(campaign, duration, moments.next().value);
      if (outcome === null) left += 1;
      else outcomes[outcome] += 1;
    }
  }
  await Promise.all(Array.from({ length: campaign.lanes }, work));
  return outcomes;
}

/** Numbers from 0 to 1 in no order, spread evenly over any stretch of them: multiples of the golden ratio. */
function* drawMoments(seed: number): Generator<number, never> {
  for (let at = seed; ; at++) yield (at * 0.618_033_988_749_895) % 1;
}

async function measurePack(workplace: string): Promise<number> {
  return inFolder(workplace, async (folder) => {
    const start = performance.now();
    await runScelle(packArguments(folder), { cwd: workplace });
    return performance.now() - start;
  });
}

/** What the kill left; null if the process had ended before. `part` says when, of `duration` milliseconds. */
function killOnce(
  { workplace, trust }: KillCampaign,
  duration: number,
  part: number,
): Promise<keyof KillOutcomes | null> {
  return inFolder(workplace, async (folder) => {
    if (!(await startAndKill(workplace, folder, duration, part))) return null;
    const { batches, partials } = await inspectKilledFolder(folder, trust);
    if (batches.length + partials.length === 0) return 'nothing';
    await requireNextPack(workplace, folder, partials);
    return batches.length > 0 ? 'batch' : 'partial';
  });
}

/**
 * One half of the parts counts from the start of the process, the other from when its file stands in the folder: these
 * hit it however much the speed of the machine changes.
 */
async function startAndKill(workplace: string, folder: string, duration: number, part: number): Promise<boolean> {
  const stop = new AbortController();
  const begun = part < 0.5 ? Promise.resolve() : waitForFile(folder, stop.signal);
  const child = startScelle(packArguments(folder), { cwd: workplace });
  const ended = once(child, 'exit').finally(() => stop.abort());
  await Promise.race([begun.then(() => delay((part < 0.5 ? 2 * part : part - 0.5) * duration)), ended]);
  child.kill('SIGKILL');
  const [, signal] = await ended;
  return signal === 'SIGKILL';
}

async function waitForFile(folder: string, signal: AbortSignal): Promise<void> {
  try {
    for await (const _ of watch(folder, { signal })) return;
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Packs one record beside what was left. */
async function requireNextPack(workplace: string, folder: string, partials: readonly string[]): Promise<void> {
  const { stderr } = await runScelle(packArguments(join(folder, 'next.scelle'), 'one.jsonl'), { cwd: workplace });
  const unreported = partials.filter((name) => !stderr.includes(name));
  if (unreported.length > 0) throw new Error(`not reported: ${unreported.join(', ')}\n${stderr}`);
  const left = (await readdir(folder)).filter((name) => !name.endsWith('.scelle'));
  if (left.length > 0) throw new Error(`not removed: ${left.join(', ')}`);
}

async function inFolder<T>(workplace: string, action: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(workplace, 'out-'));
  try {
    return await action(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
