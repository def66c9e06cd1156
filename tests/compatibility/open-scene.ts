import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@scelle/testkit';
import type { Command } from './commands.ts';
import type { FixtureSet } from './fixture-sets.ts';

/** One unpacked archive of a set, in which commands are given. */
export interface Scene {
  readonly folder: string;
  /** See `Command.run`. */
  run(line: string): Promise<string>;
  /** Runs commands that must end with status 0, one after the other. */
  succeed(...lines: readonly string[]): Promise<void>;
  read(file: string): Promise<string>;
  write(file: string, content: string): Promise<void>;
}

/** Unpacks an archive for the running test. */
export async function openScene(set: FixtureSet, name: Parameters<FixtureSet['unpack']>[0], command: Command) {
  const folder = await temporaryFolder();
  await set.unpack(name, folder);
  return toScene(join(folder, name), command);
}

/** The commands of a version in a folder. */
export function toScene(folder: string, command: Command): Scene {
  const run = (line: string) => command.run(folder, line);
  return {
    folder,
    run,
    async succeed(...lines) {
      for (const line of lines) {
        const shown = await run(line);
        if (shown.endsWith(']') && /\[\d+\]$/.test(shown)) throw new Error(`scelle ${line}: ${shown}`);
      }
    },
    read: (file) => readFile(join(folder, file), 'utf8'),
    write: (file, content) => writeFile(join(folder, file), content),
  };
}

/** The command that packs the three records of a scene. */
export function packing(stream: string, more = ''): string {
  const content = '--content day/content.json --profile ip-evidence-test/1';
  return `pack day/records.jsonl ${content} --to arcom --stream ${stream} --station tmg${more}`;
}
