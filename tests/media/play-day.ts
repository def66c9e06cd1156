import { spawn } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { stockTool } from '@scelle/testkit';
import { createStations } from '../e2e/two-stations.ts';
import { runScelle, tryScelle } from '../faults/scelle-process.ts';
import { digestFile } from './digest-file.ts';

/** A day that goes onto discs. */
export interface DiscDay {
  /** Empty; everything goes into it. */
  readonly folder: string;
  /** Each with a segment of 16 KiB. */
  readonly records: number;
  /** A kind of disc, or how many bytes fit on one. */
  readonly disc: string;
  readonly onStep?: (step: string) => void;
}

/** What the day came to. */
export interface DayOnDiscs {
  /** SHA-256 of the sealed batch, hex. */
  readonly batch: string;
  readonly discs: number;
  /** The same of what each way of reading the discs gave. */
  readonly restored: { readonly fromImages: string; readonly fromFolders: string; readonly byRestorer: string };
  /** What the station of the recipient said, once it had opened the batch. */
  readonly opened: string;
}

const BATCH = 'tmg.arcom.music.000001.scelle';

/**
 * Packs a day at a station, lays it out on discs with parity and a spare one, makes images with xorriso, and gets it back
 * from the images as raw bytes, from folders that xorriso extracts of them, and with nothing but the restorer that lies
 * on the discs; each time without the first disc. Then the recipient takes it from the images, and opens it.
 */
export async function playDay({ folder, records, disc, onStep = () => undefined }: DiscDay): Promise<DayOnDiscs> {
  const run = async (...args: readonly string[]) => {
    onStep(args.slice(0, 2).join(' '));
    return (await runScelle(args, { cwd: folder })).stdout;
  };
  await createStations(folder);
  await run('generate', '--records', String(records), '--segments', 'all', '--seed', 'discs', '--out', 'day');
  const input = ['day/records.jsonl', '--segments', 'day/segments', '--content', 'day/content.json'];
  const stream = ['--profile', 'ip-evidence-test/1', '--to', 'arcom', '--stream', 'music', '--station', 'tmg'];
  await run('pack', ...input, ...stream);
  const layout = ['--disc', disc, '--parity', '15%', '--spare-discs', '1', '--iso', '--station', 'tmg'];
  await run('media', 'write', '--pending', ...layout, '--out', 'parcel');

  const images = (await readdir(join(folder, 'parcel'))).filter((name) => name.endsWith('.iso')).sort();
  const kept = images.slice(1).map((name) => join('parcel', name));
  await run('media', 'read', ...kept, '--out', 'from-images');
  const folders: string[] = [];
  for (const image of kept) folders.push(await extract(folder, image, onStep));
  await run('media', 'read', ...folders, '--out', 'from-folders');
  onStep('restore.mjs');
  await restore(folder, kept);
  await run('media', 'read', ...kept, '--station', 'arcom');
  const { stdout: opened } = await tryScelle(['process', '--station', 'arcom'], { cwd: folder });
  return {
    batch: await digestFile(join(folder, 'tmg', 'outbox', BATCH)),
    discs: images.length,
    restored: {
      fromImages: await digestFile(join(folder, 'from-images', BATCH)),
      fromFolders: await digestFile(join(folder, 'from-folders', BATCH)),
      byRestorer: await digestFile(join(folder, 'restored', BATCH)),
    },
    opened: opened.trim(),
  };
}

/** What a person sees who puts the disc into a drive. */
async function extract(folder: string, image: string, onStep: (step: string) => void): Promise<string> {
  onStep(`xorriso ${image}`);
  const target = `${image}.extracted`;
  const args = ['-osirrox', 'on', '-indev', `stdio:${image}`, '-extract', '/', target];
  const { status, stderr } = await stockTool('xorriso').run(args, { cwd: folder });
  if (status !== 0) throw new Error(`xorriso ended with ${status}: ${stderr}`);
  await stockTool('bash').run(['-c', `chmod -R u+w ${target}`], { cwd: folder });
  return target;
}

/** The restorer of the last disc, with nothing of ours about it. */
async function restore(folder: string, media: readonly string[]): Promise<void> {
  const restorer = join(folder, `${media.at(-1)}.extracted`, 'restore.mjs');
  await rm(join(folder, 'restored'), { recursive: true, force: true });
  const child = spawn(process.execPath, [restorer, '--out', 'restored', ...media], {
    cwd: folder,
    env: {},
    stdio: 'ignore',
  });
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (status !== 0) throw new Error(`the restorer ended with ${status}`);
}
