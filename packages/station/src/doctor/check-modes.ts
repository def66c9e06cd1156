import { lstat, readdir } from 'node:fs/promises';
import { stationFolders } from '../folder/layout.ts';
import type { Examination } from './examination.ts';
import { type Finding, finding } from './finding.ts';

/** Modes that let others than the owner do anything. */
const OPEN_TO_OTHERS = 0o077;

/** Files that may be read by others: what is public in them. */
const publicFiles = /\.(?:pub|recipient)$/;

/** Whether folders, settings, ledger and keys are readable and writable by their owner alone. */
export async function checkModes({ layout }: Examination): Promise<Finding> {
  const keys = (await readdir(layout.path('keys'))).filter((name) => !publicFiles.test(name)).sort();
  const paths = [
    layout.root,
    ...stationFolders.map((folder) => layout.path(folder)),
    layout.settings,
    ...keys.map((name) => layout.path('keys', name)),
  ];
  const open: string[] = [];
  for (const path of paths) if (((await lstat(path)).mode & OPEN_TO_OTHERS) !== 0) open.push(path);
  const [file] = open;
  return file === undefined ? finding('modes-private') : finding('modes-open', { file, found: open.length });
}
