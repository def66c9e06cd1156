import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openStation } from '@scelle/station';
import { temporaryFolder } from '@scelle/testkit';
import { expect, it } from 'vitest';
import { findFlaws } from '../../packages/station/test/support/soundness.ts';
import { createStations } from '../e2e/two-stations.ts';
import { runScelleProcess } from './scelle-process.ts';

const packing = ['--profile', 'ip-evidence-test/1', '--content', 'content.json', '--to', 'arcom', '--stream', 'music'];

it('commands that work on one station at once wait for one another, and each gets a number of its own', async () => {
  const folder = join(await temporaryFolder(), 'desk');
  await createStations(folder);
  // Different lines: packing the very same ones again is told.
  const [first = '', second = '', third = ''] = (await readFile(join(folder, 'day.jsonl'), 'utf8')).split(/(?<=\n)/);
  const pack = async (line: string, index: number) => {
    await writeFile(join(folder, `part-${index}.jsonl`), line);
    return runScelleProcess(['pack', `part-${index}.jsonl`, ...packing, '--station', 'tmg'], { cwd: folder });
  };
  const runs = await Promise.all([first, second, third].map(pack));
  expect(runs.map(({ stderr }) => stderr)).toEqual(['', '', '']);
  const file = (number: number) => join('tmg', 'outbox', `tmg.arcom.music.00000${number}.scelle`);
  const receive = (number: number) =>
    runScelleProcess(['receive', file(number), '--station', 'arcom'], { cwd: folder });
  await receive(1);
  const received = await Promise.all([receive(2), receive(2), receive(1)]);
  const duplicates = received.filter(({ stdout }) => stdout.includes('duplicate'));
  expect(duplicates).toHaveLength(2);
  for (const name of ['tmg', 'arcom']) {
    using station = await openStation(join(folder, name));
    expect(await findFlaws(station)).toEqual([]);
  }
});
