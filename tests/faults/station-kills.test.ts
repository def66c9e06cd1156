import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parsePublicKey } from '@scelle/core';
import { openStation, readStatus, type Station, verifyCustody } from '@scelle/station';
import { temporaryFolder } from '@scelle/testkit';
import { expect, it } from 'vitest';
import { createStations } from '../e2e/two-stations.ts';
import { startScelle } from './scelle-process.ts';

/** More in a campaign: `SCELLE_KILLS=200`. */
const kills = Number(process.env['SCELLE_KILLS'] ?? 6);

/** Later than the longest of the commands takes. */
const LATEST = 900;

const packing = ['--profile', 'ip-evidence-test/1', '--content', 'content.json', '--to', 'arcom', '--stream', 'music'];

/** Runs a command, and kills it after a while if it has not ended. */
async function runKilled(cwd: string, args: readonly string[], after: number): Promise<void> {
  const child = startScelle(args, { cwd });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  await Promise.race([ended, setTimeout(after)]);
  child.kill('SIGKILL');
  await ended;
}

async function filesOf(folder: string, ...path: readonly string[]): Promise<string[]> {
  return (await readdir(join(folder, ...path))).filter((name) => name.endsWith('.scelle')).sort();
}

async function checkCustody({ layout, database }: Station): Promise<void> {
  const keys = [parsePublicKey(await readFile(layout.path('keys', 'custody.pub')))];
  expect(verifyCustody(database, { keys }).problems).toEqual([]);
}

it('commands of a station that are killed at any moment lose nothing and double nothing', async () => {
  const folder = join(await temporaryFolder(), 'desk');
  await createStations(folder);
  for (let kill = 0; kill < kills; kill += 1) {
    await runKilled(folder, ['pack', 'day.jsonl', ...packing, '--station', 'tmg'], (kill * 317) % LATEST);
    const outbox = (await filesOf(folder, 'tmg', 'outbox')).map((name) => join('tmg', 'outbox', name));
    if (outbox.length === 0) continue;
    await runKilled(folder, ['receive', ...outbox, '--station', 'arcom'], (kill * 211) % LATEST);
    await runKilled(folder, ['process', '--station', 'arcom'], (kill * 467) % LATEST);
  }
  using tmg = await openStation(join(folder, 'tmg'));
  using arcom = await openStation(join(folder, 'arcom'));
  await Promise.all([checkCustody(tmg), checkCustody(arcom)]);
  const packed = tmg.database.prepare('SELECT sequence FROM sent ORDER BY sequence').all();
  expect(packed.map(({ sequence }) => sequence)).toEqual(packed.map((_, index) => index + 1));
  expect(await filesOf(folder, 'tmg', 'outbox')).toHaveLength(packed.length);
  const accepted = arcom.database.prepare("SELECT file FROM received WHERE state = 'accepted' ORDER BY sequence").all();
  expect(await filesOf(folder, 'arcom', 'inbox')).toEqual(
    accepted.map(({ file }) => String(file).slice('inbox/'.length)),
  );
  const { receiving } = readStatus(arcom);
  expect(receiving[0]?.expected ?? 1).toBe(accepted.length + 1);
}, 600_000);
