import type { ChildProcess } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { temporaryFolder } from '@scelle/testkit';
import { onTestFinished } from 'vitest';
import type { Command } from './commands.ts';

/** A party, and the version that does all of its work. */
export interface Party {
  /** As `scelle init` takes it, with other options of it. */
  readonly role: string;
  readonly command: Command;
}

/** Stations in one folder, of which each is worked at by its own version. */
export interface Peers<Name extends 'tmg' | 'arcom' | 'gate'> {
  readonly folder: string;
  /** Gives a command at the station of a party; see `Command.run`. */
  run(party: Name, line: string): Promise<string>;
  /** The same, which must end with status 0. */
  succeed(party: Name, line: string): Promise<string>;
  /** Hands the newest card of a party to others, who confirm it. */
  handOutCard(from: Name, ...to: readonly Name[]): Promise<void>;
  /** Packs three invented records, each with a segment of 16 KiB, for arcom at the station of tmg. */
  pack(): Promise<void>;
  /** Starts `scelle serve` at a station, until the test ends; gives its port. */
  serve(party: Name): Promise<number>;
}

/** Makes the stations, which take test data however old it is, and do not know one another. */
export async function createPeers<Name extends 'tmg' | 'arcom' | 'gate'>(
  parties: Readonly<Record<Name, Party>>,
): Promise<Peers<Name>> {
  const folder = await temporaryFolder();
  const names = Object.keys(parties) as Name[];

  const run = (party: Name, line: string) => parties[party].command.run(folder, `${line} --station ${party}`);

  const succeed = (party: Name, line: string) =>
    succeedIn(parties[party].command, folder, `${line} --station ${party}`);

  for (const name of names) {
    const { role, command } = parties[name];
    await command.run(folder, `init ${name} --name ${name} --role ${role} --no-passphrase`);
    const file = join(folder, name, 'scelle.toml');
    const settings = (await readFile(file, 'utf8'))
      .replace('test-profiles = false', 'test-profiles = true')
      .replace('test-records = false', 'test-records = true')
      .replace('single-host = false', 'single-host = true')
      .replace('reserved-space = "1G"', 'reserved-space = "1M"')
      .replace(/^max-fact-age-days = .*$/m, '');
    await writeFile(file, settings);
  }
  await succeedIn(parties[names[0]!].command, folder, 'generate --records 3 --segments all --seed peers --out day');

  async function serve(party: Name): Promise<number> {
    const child = parties[party].command.start(folder, `serve --station ${party} --listen 127.0.0.1:0`);
    onTestFinished(() => void child.kill('SIGKILL'));
    return await readPort(child);
  }

  return {
    folder,
    run,
    succeed,
    serve,
    async handOutCard(from, ...to) {
      const { stdout } = await parties[from].command.call(folder, `card --station ${from}`);
      await writeFile(join(folder, `${from}.card`), stdout);
      for (const party of to) await succeed(party, `peer add ${from}.card --yes`);
    },
    async pack() {
      const content = '--segments day/segments --content day/content.json --profile ip-evidence-test/1';
      await succeed('tmg' as Name, `pack day/records.jsonl ${content} --to arcom --stream music`);
    },
  };
}

async function succeedIn(command: Command, folder: string, line: string): Promise<string> {
  const shown = await command.run(folder, line);
  if (/\[\d+\]$/.test(shown)) throw new Error(`scelle ${line}: ${shown}`);
  return shown;
}

/** The port that `scelle serve` tells of once it listens; all of its log is read. */
export async function readPort(serving: ChildProcess): Promise<number> {
  const port = Promise.withResolvers<number>();
  const log: string[] = [];
  const lines = createInterface(serving.stderr!).on('line', (line) => {
    log.push(line);
    const [, found] = /^Receiving on port (\d+)/.exec(line) ?? [];
    if (found !== undefined) port.resolve(Number(found));
  });
  lines.once('close', () => port.reject(new Error(`serve ended: ${log.join(' ')}`)));
  return await port.promise;
}
