import { existsSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rawLedger } from '@scelle/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Station } from '../../src/home/station.ts';
import { findFlaws } from '../support/soundness.ts';
import { reopen, type TestStation } from '../support/test-station.ts';
import { crashAt, runOutOfSpaceAt } from './interruptions.ts';
import { type PreparedScene, prepareScene } from './prepared-scene.ts';
import { type Scene, type SceneInput, scenes } from './scenes.ts';

/** Nothing here is about power loss, so that the files may lie in memory. */
const memory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const NOW = '2026-11-03T09:00:00Z';

let folder = '';
let places = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(memory, 'scelle-faults-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Plays a scene in a place of its own, which is gone afterwards. */
async function play<Result>(
  { enter }: PreparedScene,
  act: (own: TestStation, input: SceneInput) => Promise<Result>,
): Promise<Result> {
  const place = join(folder, String(places++));
  const { own, input } = await enter(place);
  try {
    return await act(own, input);
  } finally {
    own.station.close();
    rmSync(place, { recursive: true });
  }
}

/** What the ledger has come to, but for the custody log, which tells of the recovery, and without what differs from run to run. */
function outlineOf(station: Station): object {
  const all = (sql: string) => rawLedger(station).prepare(sql).all();
  return {
    sent: all('SELECT sequence, state FROM sent ORDER BY sequence'),
    received: all('SELECT sequence, state, level, holds_number, codes, waits_for FROM received ORDER BY sequence'),
    receipts: all('SELECT direction, party, digest, stage FROM receipts ORDER BY direction, digest, stage'),
  };
}

/** The next command finds what the interrupted one left; done once more where it is not done, it comes to the whole. */
async function resume({ isDone, run }: Scene, own: TestStation, input: SceneInput): Promise<object> {
  expect(await findFlaws(await reopen(own))).toEqual([]);
  if (!(await isDone?.(own.station))) await run(own, input);
  expect(await findFlaws(await reopen(own))).toEqual([]);
  return outlineOf(own.station);
}

describe.each(Object.entries(scenes))('%s', (_, scene) => {
  it('that is killed at any step is finished or undone by the next command', async () => {
    const prepared = await prepareScene(scene, NOW);
    const whole = await play(prepared, (own, input) => resume(scene, own, input));
    for (let count = 0, isInterrupted = true; isInterrupted; count += 1) {
      isInterrupted = await play(prepared, async (own, input) => {
        const interrupted = await crashAt(own, count, () => scene.run(own, input));
        expect(await resume(scene, own, input), `killed after ${interrupted.done.join(', ')}`).toEqual(whole);
        return interrupted.isInterrupted;
      });
    }
  });

  it('that runs out of space at any step says so, and is done once there is some', async () => {
    const prepared = await prepareScene(scene, NOW);
    const whole = await play(prepared, (own, input) => resume(scene, own, input));
    for (let count = 0, code: string | null = ''; code !== null; count += 1) {
      code = await play(prepared, async (own, input) => {
        const failure = await runOutOfSpaceAt(count, () => scene.run(own, input));
        if (failure !== null) expect(failure).toMatch(/^(?:target|ledger)-full$/);
        expect(await resume(scene, own, input), `full after ${count} steps`).toEqual(whole);
        return failure;
      });
    }
  });
});
