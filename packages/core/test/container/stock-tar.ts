import { execFileSync, spawnSync } from 'node:child_process';

const options = ['-b1', '--owner=0', '--group=0', '--numeric-owner', '--mode=0644', '--mtime=@0'];

/** What GNU tar makes of these files of a folder, with the options of docs/format.md § Outer container. */
export function createTar(folder: string, names: readonly string[]): Uint8Array {
  return new Uint8Array(execFileSync('tar', ['-c', '--format=ustar', ...options, '-C', folder, ...names]));
}

/** The header that GNU tar writes for a file, without reading the rest of what may be a huge sparse file. */
export function readFirstBlockOfTar(folder: string, name: string, format: 'ustar' | 'gnu'): Uint8Array {
  const command = 'tar -c "$@" | head -c 512';
  const args = [`--format=${format}`, ...options, '-C', folder, name];
  return new Uint8Array(spawnSync('sh', ['-c', command, 'sh', ...args]).stdout);
}
