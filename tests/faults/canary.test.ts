import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { zstdCompressSync } from 'node:zlib';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { canary, findCanary, findCanaryIn, secrets } from './canary.ts';
import { CANARY_RECORD, type CanaryScene, useCanaryScenes } from './canary-scene.ts';
import { type Run, startScelle, waitForEnd } from './scelle-process.ts';
import { BATCH, packArguments, trust } from './workplace.ts';

const createScene = useCanaryScenes();
const cosign = ['cosign', BATCH, '--key', 'agent.key', '--role', 'agent', '--name', 'agent-7', '--yes'];
const prove = ['prove', BATCH, ...trust, '--record', CANARY_RECORD];

/** A command, and what it is given; `showsRecords` where standard error is there to show some to the person. */
interface Command {
  readonly args: readonly string[];
  readonly inputFile?: string;
  readonly showsRecords?: boolean;
}

const commands: Readonly<Record<string, Command>> = {
  pack: { args: packArguments('out', '../outside/records.jsonl', '../outside/segments') },
  'pack -': { args: packArguments('out', '-', '../outside/segments'), inputFile: '../outside/records.jsonl' },
  cosign: { args: [...cosign, ...trust], showsRecords: true },
  inspect: { args: ['inspect', BATCH] },
  'verify --sealed': { args: ['verify', BATCH, '--sealed', '--signer', 'tmg=tmg.pub'] },
  verify: { args: ['verify', BATCH, ...trust] },
  'verify --json': { args: ['verify', BATCH, ...trust, '--json'] },
  'verify -': { args: ['verify', '-', ...trust], inputFile: BATCH },
  'verify --report': { args: ['verify', BATCH, ...trust, '--report', 'report.html'] },
  'prove, whose proof goes elsewhere': { args: [...prove, '--out', '../outside/proof.json'] },
  'open, whose folder is elsewhere': { args: ['open', BATCH, ...trust, '--out', '../outside/opened'] },
};

describe.each(Object.entries(commands))('%s', (_, command) => {
  it('leaves the canary in no file and no output, nor when it is killed half-way', async () => {
    const scene = await createScene();
    const begun = performance.now();
    const run = await waitForEnd(await start(command, scene));
    const duration = performance.now() - begun;
    expect(run).toMatchObject({ status: 0 });
    await expectNoCanary(command, { scene, run });
    for (const part of [0.6, 0.9]) await expectNoCanary(command, await kill(command, duration * part));
  });
});

describe('a record that is refused', () => {
  it.each(['pack', 'pack --rejects'])('is named by %s with its line, and not shown', async (name) => {
    const scene = await createScene();
    const [bad, options] = [join(scene.outside, 'bad.jsonl'), ['--rejects', '../outside/rejects.jsonl']];
    const lines = (await readFile(join(scene.outside, 'records.jsonl'), 'utf8')).split('\n');
    const line = lines.find((each) => each.includes(CANARY_RECORD))!;
    const { ip, pseudonym } = canary;
    const wrong = [
      line.replace('"port":', `"port":"${ip}","was":`),
      line.replace(pseudonym, `${pseudonym}\\u0007`),
      line.replace('"protocol":"', `"protocol":"${ip} `),
      line.replace('"recordId":"', `"recordId":"${pseudonym}`),
      line.slice(0, -9),
    ];
    // Each with an id of its own: what repeats one is set aside for that.
    const set = wrong.map((each, index) =>
      each.replace(/("recordId":"[0-9a-f-]{24})[0-9a-f]{12}"/, `$1${String(index).padStart(12, '0')}"`),
    );
    await writeFile(bad, `${[...set, line].join('\n')}\n`);
    const args = packArguments('out', '../outside/bad.jsonl', '../outside/segments');
    const run = await waitForEnd(startScelle(name === 'pack' ? args : [...args, ...options], scene.settings));
    expect(run.status).toBe(name === 'pack' ? 1 : 0);
    expect(findCanaryIn(run.stdout + run.stderr)).toEqual([]);
    expect(await findCanary([scene.watched])).toEqual([]);
  });
});

describe('the search for the canary', () => {
  it.each(['latin1', 'utf16le', 'hex', 'base64'] as const)('finds it where it is planted in %s', async (encoding) => {
    const folder = await temporaryFolder();
    const lengths = [6, 7, 8];
    for (const [name, secret] of Object.entries(secrets)) {
      for (const before of lengths) {
        const planted = Buffer.concat([new Uint8Array(before), secret, new Uint8Array(5)]);
        const text = encoding === 'utf16le' ? planted.toString('latin1') : planted.toString(encoding);
        const target = encoding === 'utf16le' ? 'utf16le' : 'latin1';
        await writeFile(join(folder, `${name} behind ${before}`), text, target);
      }
    }
    const found = new Set((await findCanary([folder])).map((trace) => trace.split(': ')[1]));
    expect(found.size).toBe(Object.keys(secrets).length * lengths.length);
  });

  it('finds a segment within a zstd frame that somebody forgot to encrypt', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'planted'), zstdCompressSync(canary.segment));
    expect(await findCanary([folder])).toEqual([`segment: ${join(folder, 'planted')}`]);
  });

  it('finds it in what open and prove disclose, and in what was packed', async () => {
    const scene = await createScene();
    for (const name of ['open, whose folder is elsewhere', 'prove, whose proof goes elsewhere']) {
      expect(await waitForEnd(await start(commands[name]!, scene))).toMatchObject({ status: 0 });
    }
    const found = await findCanary([scene.outside]);
    for (const file of ['records.jsonl', 'opened/records.jsonl', 'proof.json']) {
      expect(found).toContain(`address: ${join(scene.outside, file)}`);
    }
    expect(found.filter((trace) => trace.startsWith('segment: '))).toHaveLength(2);
  });
});

async function start({ args, inputFile }: Command, { settings }: CanaryScene): Promise<ReturnType<typeof startScelle>> {
  const input = inputFile === undefined ? {} : { input: await readFile(join(settings.cwd, inputFile)) };
  return startScelle(args, { ...settings, ...input });
}

/** A command that has ended, and where it ran. */
interface Ended {
  readonly scene: CanaryScene;
  readonly run: Run;
}

async function expectNoCanary(command: Command, { scene, run }: Ended): Promise<void> {
  expect(findCanaryIn(outputOf(run, command))).toEqual([]);
  expect(await findCanary([scene.watched])).toEqual([]);
}

/** Kills the command after so many milliseconds, or sooner if it had ended by then. */
async function kill(command: Command, moment: number): Promise<Ended> {
  const scene = await createScene();
  const child = await start(command, scene);
  const ended = waitForEnd(child);
  await Promise.race([delay(moment), ended]);
  child.kill('SIGKILL');
  const run = await ended;
  return child.signalCode === 'SIGKILL' ? { scene, run } : kill(command, moment * 0.8);
}

function outputOf({ stdout, stderr }: Run, { showsRecords = false }: Command): string {
  return showsRecords ? stdout : stdout + stderr;
}
