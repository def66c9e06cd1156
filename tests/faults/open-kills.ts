import { hash } from 'node:crypto';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { runScelle, startScelle } from './scelle-process.ts';
import { BATCH, createWorkplace, packArguments, trust } from './workplace.ts';

/** A batch that is opened again and again, and how it lies when it has been opened whole. */
export interface OpenScene {
  readonly workplace: string;
  /** SHA-256 by path, of everything but the report, which tells the time. */
  readonly whole: ReadonlyMap<string, string>;
  /** Bytes that are in the clear in what was opened, and nowhere else. */
  readonly canaries: readonly Buffer[];
}

/** A campaign of kills of `scelle open`. */
export interface OpenKills {
  readonly scene: OpenScene;
  /** Kills that hit a process while it ran; others are repeated. */
  readonly kills: number;
  readonly lanes: number;
  /** The moments of the kills follow from it, as parts of the time that the work takes once it has begun. */
  readonly seed: number;
}

/** What a kill left: nothing, a staging folder that the next run reported and removed, or all that was in the batch. */
export type OpenLeftovers = 'nothing' | 'partial' | 'whole';

/** Where one run is killed: it writes into `out`, its temporary files would lie in `tmp`, and it is called in `cwd`. */
const rooms = ['out', 'tmp', 'cwd'] as const;

const OPENED = 'opened';
const SMALL_BATCH = 'small.scelle';
const REPORT = 'report.json';

/** Fills a folder with a batch, another one of one record, and their keys. */
export async function createOpenScene(workplace: string, records: number): Promise<OpenScene> {
  await createWorkplace(workplace, { records, segments: 'tenth' });
  await runScelle(packArguments(BATCH), { cwd: workplace });
  await runScelle(packArguments(SMALL_BATCH, 'one.jsonl'), { cwd: workplace });
  await runScelle(openArguments(workplace, BATCH, 'reference'), { cwd: workplace });
  const lines = (await readFile(join(workplace, 'reference', 'records.jsonl'), 'utf8')).split('\n').slice(0, -1);
  const [segment] = await readdir(join(workplace, 'reference', 'segments'));
  const bytes = await readFile(join(workplace, 'reference', 'segments', segment!));
  const canaries = [lines[0]!, lines.at(-1)!].map((line) => Buffer.from(line)).concat(bytes.subarray(0, 64));
  return { workplace, whole: await digestAll(join(workplace, 'reference')), canaries };
}

/**
 * Kills `scelle open` at random moments, and after each kill looks at what is left and opens another batch there. Rejects
 * at the first kill that left something that passes for whole and is not, anything in the clear outside of the staging
 * folder, or what the next run did not remove.
 */
export async function killOpenAtRandom({
  scene,
  kills,
  lanes,
  seed,
}: OpenKills): Promise<Record<OpenLeftovers, number>> {
  const outcomes = { nothing: 0, partial: 0, whole: 0 };
  let left = kills;
  let at = seed;
  async function work(): Promise<void> {
    const duration = await inPlace(scene, (place) => measure(scene, place));
    while (left > 0) {
      left -= 1;
      // Multiples of the golden ratio spread evenly over any stretch of them.
      const moment = duration * ((at++ * 0.618_033_988_749_895) % 1);
      const outcome = await inPlace(scene, (place) => killOnce(scene, place, moment));
      if (outcome === null) left += 1;
      else outcomes[outcome] += 1;
    }
  }
  await Promise.all(Array.from({ length: lanes }, work));
  return outcomes;
}

/** Looks at what a run left in a place, and opens another batch there. Rejects where anything is wrong. */
export async function inspectOpened(scene: OpenScene, place: string): Promise<OpenLeftovers> {
  const out = join(place, 'out');
  const names = await readdir(out);
  const partials = names.filter((name) => name.startsWith(`${OPENED}.`) && name.endsWith('.partial'));
  for (const name of partials) await requireOwn(join(out, name));
  await requireNothingInTheClear(scene, place, [OPENED, ...partials]);
  if (names.includes(OPENED)) await requireWhole(scene, join(out, OPENED));
  const { stderr } = await runScelle(openArguments(scene.workplace, SMALL_BATCH, join(out, 'next')), {
    cwd: join(place, 'cwd'),
  });
  const unreported = partials.filter((name) => !stderr.includes(name));
  if (unreported.length > 0) throw new Error(`not reported: ${unreported.join(', ')}\n${stderr}`);
  const others = (await readdir(out)).filter((name) => name !== OPENED && name !== 'next');
  if (others.length > 0) throw new Error(`not removed: ${others.join(', ')}`);
  if (names.includes(OPENED)) return 'whole';
  return partials.length > 0 ? 'partial' : 'nothing';
}

/** Has a folder with empty rooms for one run, and removes it. */
async function inPlace<T>({ workplace }: OpenScene, action: (place: string) => Promise<T>): Promise<T> {
  const place = await createPlace(workplace);
  try {
    return await action(place);
  } finally {
    await rm(place, { recursive: true });
  }
}

/** A folder with empty rooms for one run. */
export async function createPlace(workplace: string): Promise<string> {
  const place = await mkdtemp(join(workplace, 'place-'));
  for (const room of rooms) await mkdir(join(place, room));
  return place;
}

async function measure(scene: OpenScene, place: string): Promise<number> {
  const { ended, working } = start(scene, place);
  await working;
  const begin = performance.now();
  const [status] = await ended;
  const duration = performance.now() - begin;
  if (status !== 0) throw new Error(`open ended with ${status}`);
  await inspectOpened(scene, place);
  return duration;
}

/** What the kill left; null if the process had ended before. */
async function killOnce(scene: OpenScene, place: string, moment: number): Promise<OpenLeftovers | null> {
  const { child, ended, working } = start(scene, place);
  await Promise.race([working.then(() => delay(moment)), ended]);
  child.kill('SIGKILL');
  const [, signal] = await ended;
  return signal === 'SIGKILL' ? await inspectOpened(scene, place) : null;
}

function start({ workplace }: OpenScene, place: string) {
  const begun = Promise.withResolvers<void>();
  const watcher = watch(join(place, 'out'), () => begun.resolve());
  const args = openArguments(workplace, BATCH, join(place, 'out', OPENED));
  const child = startScelle(args, { cwd: join(place, 'cwd'), env: { TMPDIR: join(place, 'tmp'), HOME: place } });
  const ended = once(child, 'exit').finally(() => watcher.close()) as Promise<[number | null, string | null]>;
  return { child, ended, working: Promise.race([begun.promise, ended]) };
}

function openArguments(workplace: string, batch: string, out: string): readonly string[] {
  const keys = trust.map((word) => word.replace(/(?=tmg\.pub|arcom\.identity)/, `${workplace}/`));
  return ['open', join(workplace, batch), ...keys, '--recipient', 'arcom', '--out', out];
}

/** Nobody else may read what is in the making. */
async function requireOwn(folder: string): Promise<void> {
  const mode = (await stat(folder)).mode & 0o777;
  if (mode !== 0o700) throw new Error(`${folder} has the mode ${mode.toString(8)}`);
}

async function requireNothingInTheClear({ canaries }: OpenScene, place: string, known: readonly string[]) {
  for (const entry of await readdir(place, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || known.some((name) => path.startsWith(join(place, 'out', name, '/')))) continue;
    const bytes = await readFile(path);
    if (canaries.some((canary) => bytes.includes(canary))) throw new Error(`in the clear: ${path}`);
  }
}

async function requireWhole({ whole }: OpenScene, folder: string): Promise<void> {
  const found = await digestAll(folder);
  const differing = [...new Set([...whole.keys(), ...found.keys()])].filter(
    (path) => whole.get(path) !== found.get(path),
  );
  if (differing.length > 0) throw new Error(`passes for whole and is not: ${differing.slice(0, 10).join(', ')}`);
  const report = JSON.parse(await readFile(join(folder, REPORT), 'utf8')) as { readonly verdict: string };
  if (report.verdict !== 'accepted') throw new Error(`opened, and ${report.verdict}`);
}

async function digestAll(folder: string): Promise<ReadonlyMap<string, string>> {
  const digests = new Map<string, string>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && entry.name !== REPORT)
      digests.set(path.slice(folder.length), hash('sha256', await readFile(path)));
  }
  return digests;
}
