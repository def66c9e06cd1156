import type { ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { generateRecords } from '@scelle/synthetic';
import { temporaryFolder } from '@scelle/testkit';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import type { Answer } from '../../../packages/cli/test/resident/call.ts';
import { type Run, startScelle, waitForEnd } from '../../faults/scelle-process.ts';
import { askResident } from '../ask-resident.ts';
import { installResident } from '../scelle-command.ts';

/** A folder with stations, at which commands are given one after the other. */
export interface NetworkScene {
  readonly folder: string;
  /** Runs a command to its end, in the process that runs them all; words are separated by spaces. */
  scelle(line: string): Promise<Answer>;
  /** The same, and gives what it shows together with its exit status, what differs from run to run left out. */
  show(line: string): Promise<readonly string[]>;
  /** Starts `scelle serve` on the port, or on any. */
  serve(station: string, port?: number): Promise<Serving>;
}

/** A receiver that runs. */
export interface Serving {
  readonly port: number;
  readonly child: ChildProcess;
  /** Ends it by a signal, and gives how it ended. */
  stop(signal?: NodeJS.Signals): Promise<Run>;
}

let tools = '';

/** Starts the process that runs the commands of the scenes, for the tests of a file. */
export function useResident(): void {
  let stop: (() => void) | undefined;

  beforeAll(async () => {
    tools = await mkdtemp(join(tmpdir(), 'scelle-test-'));
    stop = await installResident(join(tools, 'resident'));
  });

  afterAll(async () => {
    stop?.();
    await rm(tools, { recursive: true, force: true });
  });
}

/** A station without passphrases that takes test data. */
export interface NewStation {
  readonly folder: string;
  /** What `scelle init` takes besides. */
  readonly options: string;
}

/** Makes stations, a file with a few records, and nothing else. */
export async function createNetworkScene(...stations: readonly NewStation[]): Promise<NetworkScene> {
  const folder = join(await temporaryFolder(), 'desk');
  await mkdir(folder);
  const scene = openNetworkScene(folder);
  for (const { folder: name, options } of stations) {
    await succeed(scene, `init ${name} ${options} --no-passphrase`);
    const file = join(folder, name, 'scelle.toml');
    const text = (await readFile(file, 'utf8')).replace('test-profiles = false', 'test-profiles = true');
    await writeFile(file, text.replace('reserved-space = "1G"', 'reserved-space = "1M"'));
  }
  const records = [...generateRecords({ records: 5, segments: 'none', seed: 'network' })];
  await writeFile(join(folder, 'day.jsonl'), records.map(({ line }) => `${line}\n`).join(''));
  const agents = ['agent-1', 'agent-2', 'agent-3', 'agent-4'];
  await writeFile(join(folder, 'content.json'), JSON.stringify({ agents }));
  return scene;
}

/** Says in scelle.toml that there is one host only. */
export async function allowSingleHost({ folder }: NetworkScene, station: string): Promise<void> {
  const file = join(folder, station, 'scelle.toml');
  await writeFile(file, (await readFile(file, 'utf8')).replace('single-host = false', 'single-host = true'));
}

/** Hands the newest card of one station to others, who confirm it. */
export async function handOutCard(scene: NetworkScene, from: string, ...to: readonly string[]): Promise<void> {
  const { stdout } = await succeed(scene, `card --station ${from}`);
  await writeFile(join(scene.folder, `${from}.card`), stdout);
  for (const station of to) await succeed(scene, `peer add ${from}.card --yes --station ${station}`);
}

/** Runs a command that must succeed. */
export async function succeed(scene: NetworkScene, line: string): Promise<Answer> {
  const run = await scene.scelle(line);
  if (run.status !== 0) throw new Error(`scelle ${line} ended with ${run.status}: ${run.stdout}${run.stderr}`);
  return run;
}

/** The command that packs the few records for arcom. */
export const packing =
  'pack day.jsonl --profile ip-evidence-test/1 --content content.json --to arcom --stream music --station tmg';

/** A folder in which there are stations already. */
export function openNetworkScene(folder: string): NetworkScene {
  async function serve(station: string, port = 0): Promise<Serving> {
    const args = `serve --station ${station} --listen 127.0.0.1:${port}`.split(' ');
    const child = startScelle(args, { cwd: folder });
    const ended = waitForEnd(child);
    onTestFinished(() => void child.kill('SIGKILL'));
    const found = await Promise.race([readPort(child), ended.then((run) => run)]);
    if (typeof found !== 'number') throw new Error(`serve ended with ${found.status}: ${found.stderr}`);
    return {
      port: found,
      child,
      stop(signal = 'SIGTERM') {
        child.kill(signal);
        return ended;
      },
    };
  }

  function scelle(line: string): Promise<Answer> {
    const env = { PATH: process.env['PATH'], LC_ALL: 'C' };
    return askResident(join(tools, 'resident', 'socket'), { args: line.split(' '), cwd: folder, env });
  }

  return {
    folder,
    serve,
    scelle,
    async show(line) {
      const { status, stdout, stderr } = await scelle(line);
      const shown = `${stderr}${stdout}`
        .replaceAll(folder, '.')
        .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z/g, 'TIME')
        .replace(/\d+(?= B )/g, 'N')
        .trimEnd();
      return [...shown.split('\n'), ...(status === 0 ? [] : [`[${status}]`])];
    },
  };
}

/** The port that a receiver tells of once it listens. */
async function readPort(child: ChildProcess): Promise<number> {
  for await (const line of createInterface(child.stderr!)) {
    const [, port] = /^Receiving on port (\d+)/.exec(line) ?? [];
    if (port !== undefined) return Number(port);
  }
  return new Promise(() => undefined);
}
