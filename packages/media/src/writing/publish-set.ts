import { spawn } from 'node:child_process';
import { chmod, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { syncFolderOf, syncPath, toSystemCode } from '@scelle/core/internal';
import { MediaError } from '../errors/media-error.ts';
import type { DiscLayout } from '../format/disc-layout.ts';
import { attempt } from '../medium/disc-folder.ts';
import { type DiscInWork, nameFolder } from './disc-in-work.ts';
import { indexPath } from './finish-disc.ts';
import { progressOf, type WriteMediaOptions } from './write-options.ts';

/**
 * Gives a finished folder its name, once everything in it has reached the disc: what has the name is whole, also after a
 * power loss. Throws core's `target-…` codes.
 */
export async function publishFolder(staging: string, out: string): Promise<void> {
  await attempt(out, async () => {
    const entries = await readdir(staging, { recursive: true, withFileTypes: true });
    for (const { parentPath, name } of entries) await syncPath(join(parentPath, name));
    await syncPath(staging);
    await rename(staging, out);
    await syncFolderOf(out);
  });
}

/**
 * Makes an image of a disc folder that is ready to burn: ISO 9660 with Joliet and Rock Ridge, by xorriso, with the
 * copies of the index before, between and after content and parity. Throws `xorriso-missing` and `xorriso-failed`.
 */
async function makeImage(
  folder: string,
  layout: DiscLayout,
  volume: string,
  image: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const weights = `${image}.order`;
  await writeFile(weights, orderFiles(layout), { flag: 'wx', mode: 0o600 });
  const options = ['-quiet', '-V', volume, '-J', '-joliet-long', '-r', '--sort-weight-list', weights];
  try {
    // By itself xorriso takes what lies below /dev, such as memory in /dev/shm, for a drive.
    const args = ['-as', 'mkisofs', ...options, '-o', `stdio:${image}`, folder];
    const { status, stderr } = await run('xorriso', args, signal);
    if (status === 0) return await chmod(image, 0o600);
    const found = /ENOSPC|No space left/i.test(stderr) ? 'ENOSPC' : `status ${status}`;
    throw new MediaError('xorriso-failed', { file: basename(image), found });
  } catch (error) {
    await rm(image, { force: true });
    throw error;
  } finally {
    await rm(weights, { force: true });
  }
}

/** Name of a volume: 16 of the characters that every system takes. */
function nameVolume(setKey: string, number: number): string {
  return `SCELLE_${setKey.slice(0, 6).toUpperCase()}_${String(number).padStart(2, '0')}`;
}

/** Pairs of weight and path; what is heavier comes first. */
function orderFiles({ files }: DiscLayout): string {
  const content = files.filter(({ path }) => !path.startsWith('parity/'));
  const parity = files.filter(({ path }) => path.startsWith('parity/'));
  const paths = [content, parity].flatMap((group, index) => [indexPath(index + 1), ...group.map(({ path }) => path)]);
  return [...paths, indexPath(3)].map((path, index) => `${1_000_000 - index} /${path}\n`).join('');
}

async function run(
  program: string,
  args: readonly string[],
  signal: AbortSignal | undefined,
): Promise<{ status: number | null; stderr: string }> {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, LC_ALL: 'C' } });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  // Its end is waited for, so that nothing writes any more to what is then removed.
  const stop = () => child.kill('SIGKILL');
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const [status, stderr] = await Promise.all([ended, text(child.stderr)]);
    signal?.throwIfAborted();
    return { status, stderr };
  } catch (error) {
    throw toToolError(error);
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

function toToolError(error: unknown): unknown {
  return toSystemCode(error) === 'ENOENT' ? new MediaError('xorriso-missing', {}, { cause: error }) : error;
}

/** How far the making of images came. */
export interface MadeImages {
  /** Images of the first so many discs. */
  readonly made: number;
  /** Why there are no more: the folders, which are complete, do not suffer from it. */
  readonly failure: MediaError | null;
}

export const noImages: MadeImages = { made: 0, failure: null };

export async function makeImages(
  staging: string,
  discs: readonly DiscInWork[],
  setKey: string,
  options: WriteMediaOptions,
): Promise<MadeImages> {
  const tell = progressOf(options, 'image', 'files');
  for (const [index, { folder, layout }] of discs.entries()) {
    const { number } = layout;
    try {
      const image = join(staging, nameImage(number, discs.length));
      await makeImage(folder.path, layout, nameVolume(setKey, number), image, options.signal);
    } catch (error) {
      if (error instanceof MediaError) return { made: index, failure: error };
      throw error;
    }
    tell(index + 1, discs.length);
  }
  return { made: discs.length, failure: null };
}

/** The file of the image of a disc: `disc-01-of-05.iso`. */
export function nameImage(number: number, count: number): string {
  return `${nameFolder(number, count)}.iso`;
}
