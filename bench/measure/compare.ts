import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Comparison } from '../comparisons.ts';
import type { EntryResult } from '../report/report.ts';
import type { Workplace } from '../setting/workplace.ts';
import type { Entry, Job } from './job.ts';
import { type Run, runJob } from './run-job.ts';
import { spreadOf } from './spread.ts';

/**
 * Runs the entries of a comparison in turn, A B C A B C …, so that a machine that slows down slows all of them. What
 * they read is made before, which also brings programs and files into memory.
 */
export async function compare(
  workplace: Workplace,
  { entries, repeats = 1 }: Pick<Comparison, 'entries' | 'repeats'>,
  rounds: number,
  onRound: (round: number) => void,
): Promise<EntryResult[]> {
  for (const { job } of entries) await make(workplace, job.before);
  const runs = entries.map((): Run[] => []);
  for (let round = 1; round <= rounds; round++) {
    onRound(round);
    for (let repeat = 0; repeat < repeats; repeat++) {
      for (const [index, { job }] of entries.entries()) runs[index]!.push(await runJob(workplace, job));
    }
  }
  return entries.map((entry, index) => summarise(entry, runs[index]!));
}

/** Does a job whose outputs are not there yet, and before it what it reads. */
async function make(workplace: Workplace, job: Job | undefined): Promise<void> {
  if (job === undefined || (await isMade(workplace, job))) return;
  await make(workplace, job.before);
  await runJob(workplace, job);
}

async function isMade({ folder }: Workplace, { outputs }: Job): Promise<boolean> {
  try {
    await Promise.all(outputs.map((name) => access(join(folder, name))));
    return true;
  } catch {
    return false;
  }
}

function summarise({ name, job, records, timesItself }: Entry, runs: readonly Run[]): EntryResult {
  const seconds = spreadOf(runs.map((run) => (timesItself ? Number(run.printed) : run.seconds)));
  const usages = runs.flatMap(({ usage }) => usage ?? []);
  return {
    name,
    commands: job.steps.map((commands) => commands.join(' | ')),
    seconds,
    cpuSeconds: usages.length > 0 ? spreadOf(usages.map(({ cpuSeconds }) => cpuSeconds)).median : null,
    // Memory that is taken in one run of several must still be there to be had.
    peakBytes: usages.length > 0 ? Math.max(...usages.map(({ peakBytes }) => peakBytes)) : null,
    outputBytes: job.outputs.length > 0 ? runs[0]!.outputBytes : null,
    recordsPerSecond: records === undefined ? null : records / seconds.median,
  };
}
