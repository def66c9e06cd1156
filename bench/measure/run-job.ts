import { spawn } from 'node:child_process';
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Workplace } from '../setting/workplace.ts';
import type { Job } from './job.ts';
import { parseUsage, timeFormat, type Usage } from './usage.ts';

/** One run of a job. */
export interface Run {
  /** From the start of the first process to the end of the last. */
  readonly seconds: number;
  /** Null where GNU time is not installed. */
  readonly usage: Usage | null;
  /** Bytes of all its outputs. */
  readonly outputBytes: number;
  readonly printed: string;
}

const USAGE_FILE = 'usage';

/** Runs a job from nothing: without its outputs, and with nothing of others left to be written to the disc. */
export async function runJob(workplace: Workplace, { steps, outputs, ahead = [] }: Job): Promise<Run> {
  const path = (name: string) => join(workplace.folder, name);
  await Promise.all([USAGE_FILE, ...outputs].map((name) => rm(path(name), { force: true })));
  await runScript(workplace, [...toLines(ahead), 'sync -f .'].join('\n'));
  const { seconds, printed } = await runScript(workplace, toScript(steps, workplace.gnuTime));
  const usage = workplace.gnuTime === null ? null : parseUsage(await readFile(path(USAGE_FILE), 'utf8'));
  const sizes = await Promise.all(outputs.map(async (name) => (await stat(path(name))).size));
  return { seconds, usage, printed, outputBytes: sizes.reduce((sum, size) => sum + size, 0) };
}

function toScript(steps: Job['steps'], gnuTime: string | null): string {
  const measured = steps.map((commands, step) => {
    const prefix = gnuTime === null ? '' : `${gnuTime} -q -a -o ${USAGE_FILE} -f '${timeFormat(step)}' `;
    return commands.map((command) => prefix + command);
  });
  return toLines(measured).join('\n');
}

function toLines(steps: Job['steps']): string[] {
  return steps.map((commands) => commands.join(' | '));
}

async function runScript({ folder, environment }: Workplace, script: string) {
  const start = process.hrtime.bigint();
  const child = spawn('bash', ['-e', '-o', 'pipefail', '-c', script], {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<{ status: number | null; seconds: number }>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status) => resolve({ status, seconds: Number(process.hrtime.bigint() - start) / 1e9 }));
  });
  const [{ status, seconds }, printed, complaints] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  if (status !== 0) throw new Error(`This ended with ${status}:\n${script}\n${printed}${complaints}`);
  return { seconds, printed };
}
