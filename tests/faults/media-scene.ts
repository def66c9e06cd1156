import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openStation } from '@scelle/station';
import { findFlaws } from '../../packages/station/test/support/soundness.ts';
import { createStations } from '../e2e/two-stations.ts';
import { runScelle } from './scelle-process.ts';
import { packNext } from './station-work.ts';

/** The commands that are killed. */
export type MediaCommand = 'write' | 'read';

/** What a kill left: nothing yet, something that the next command cleared away or went on with, or all of it. */
export type MediaLeftovers = 'nothing' | 'partial' | 'whole';

/** One command that can be killed, and what is demanded after that. */
export interface MediaAttempt extends AsyncDisposable {
  readonly args: readonly string[];
  /** The folder in which something changes as soon as the command has begun its work. */
  readonly place: string;
  /** Looks at what a kill has left, and gives the command again. Rejects where anything is wrong. */
  inspect(): Promise<MediaLeftovers>;
}

/** Two stations, a parcel that one has written for the other, and attempts to write and to read. */
export interface MediaScene {
  readonly folder: string;
  attempt(command: MediaCommand): Promise<MediaAttempt>;
}

/** Makes the scene in an empty folder; `images` makes images of the discs too. */
export async function createMediaScene(folder: string, { images }: { images: boolean }): Promise<MediaScene> {
  await createStations(folder);
  for (const _ of [1, 2]) await packNext({ folder });
  await runScelle(writeArguments('parcel', images), { cwd: folder });
  return {
    folder,
    attempt: (command) => (command === 'write' ? attemptWrite(folder, images) : attemptRead(folder)),
  };
}

function writeArguments(out: string, images: boolean): readonly string[] {
  const disc = ['--disc', '1450K', '--spare-discs', '1', ...(images ? ['--iso'] : [])];
  return ['media', 'write', '--pending', '--again', ...disc, '--station', 'tmg', '--out', out];
}

async function attemptWrite(cwd: string, images: boolean): Promise<MediaAttempt> {
  const folder = await mkdtemp(join(cwd, 'out-'));
  async function inspect(): Promise<MediaLeftovers> {
    const names = await readdir(folder);
    const partials = names.filter((name) => name.endsWith('.partial'));
    const sets = names.filter((name) => !partials.includes(name));
    for (const name of sets) await requireWhole(join(folder, name), images);
    await requireNextWrite(partials);
    if (sets.length > 0) return 'whole';
    return partials.length > 0 ? 'partial' : 'nothing';
  }

  /** Another set beside what was left. */
  async function requireNextWrite(partials: readonly string[]): Promise<void> {
    const { stderr } = await runScelle(writeArguments(join(folder, 'next'), images), { cwd });
    const unreported = partials.filter((name) => !stderr.includes(name));
    if (unreported.length > 0) throw new Error(`not reported: ${unreported.join(', ')}\n${stderr}`);
    const left = (await readdir(folder)).filter((name) => name.endsWith('.partial'));
    if (left.length > 0) throw new Error(`not removed: ${left.join(', ')}`);
    await requireSound(join(cwd, 'tmg'));
  }

  const args = writeArguments(join(folder, 'parcel'), images);
  return { args, place: folder, inspect, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}

/** Folders and images, each by themselves, hold all of it. */
async function requireWhole(set: string, images: boolean): Promise<void> {
  const kinds = images ? ['', '.iso'] : [''];
  const listDiscs = (kind: string): string[] => [1, 2].map((number) => `disc-0${number}-of-02${kind}`);
  const expected = ['delivery-slip.html', 'labels.html', ...kinds.flatMap(listDiscs)].sort();
  const found = (await readdir(set)).sort();
  if (found.join() !== expected.join()) throw new Error(`not a whole set: ${found.join(', ')}`);
  for (const kind of kinds) await runScelle(['media', 'check', ...listDiscs(kind)], { cwd: set });
}

/** A station of the recipient that has received nothing; the first disc is missing, so that much has to be restored. */
async function attemptRead(cwd: string): Promise<MediaAttempt> {
  const folder = await mkdtemp(join(cwd, 'in-'));
  const station = join(folder, 'arcom');
  await cp(join(cwd, 'arcom'), station, { recursive: true, preserveTimestamps: true });
  const args = ['media', 'read', join(cwd, 'parcel', 'disc-02-of-02'), '--station', station];
  async function inspect(): Promise<MediaLeftovers> {
    const sessions = await listSessions(station);
    const before = await listBatches(station);
    await runScelle(args, { cwd });
    const after = await listBatches(station);
    if (after.length !== 2) throw new Error(`in the inbox: ${after.join(', ')}`);
    const left = await listSessions(station);
    if (left.length > 0) throw new Error(`not removed: ${left.join(', ')}`);
    await requireSound(station);
    if (before.length === 2 && sessions.length === 0) return 'whole';
    return before.length + sessions.length > 0 ? 'partial' : 'nothing';
  }
  return { args, place: station, inspect, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}

/** The folder is made when it is first needed. */
function listSessions(station: string): Promise<readonly string[]> {
  return readdir(join(station, 'media')).catch(() => []);
}

async function listBatches(station: string): Promise<readonly string[]> {
  return (await readdir(join(station, 'inbox'))).filter((name) => name.endsWith('.scelle'));
}

async function requireSound(folder: string): Promise<void> {
  using station = await openStation(folder);
  const flaws = await findFlaws(station);
  if (flaws.length > 0) throw new Error(flaws.join('; '));
}
