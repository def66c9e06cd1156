import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { temporaryFolder } from '@scelle/testkit';
import { onTestFinished } from 'vitest';

/** Why no disc can be mounted here; null where it can. Only root may, and where the CI runs as root it must be able to. */
export const whyNoDiscs: string | null = findReason();

/** Mounts an empty file system of so many KiB for the running test, and returns its folder. */
export async function mountSmallDisc(kibibytes: number): Promise<string> {
  const folder = await temporaryFolder();
  mount(['-t', 'tmpfs', '-o', `size=${kibibytes}k`, 'scelle-test', folder]);
  onTestFinished(() => void spawnSync('umount', [folder]));
  return folder;
}

/** Gives it so many KiB from now on, at least what is used. */
export function resize(disc: string, kibibytes: number): void {
  mount(['-o', `remount,size=${kibibytes}k`, disc]);
}

/** Allows reading only from now on. */
export function makeReadOnly(disc: string): void {
  mount(['-o', 'remount,ro', disc]);
}

function mount(args: readonly string[]): void {
  const { status, stderr, error } = spawnSync('mount', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`mount ${args.join(' ')}: ${error?.message ?? stderr}`);
}

function findReason(): string | null {
  if (process.getuid?.() !== 0) return 'only root may mount';
  const folder = mkdtempSync(join(tmpdir(), 'scelle-test-'));
  try {
    mount(['-t', 'tmpfs', 'scelle-test', folder]);
    spawnSync('umount', [folder]);
    return null;
  } catch (error) {
    if (process.env['CI'] !== undefined) throw error;
    return 'mount failed';
  } finally {
    rmdirSync(folder);
  }
}
