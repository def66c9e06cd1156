import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runScelle, tryScelle } from './scelle-process.ts';
import { mountSmallDisc, whyNoDiscs } from './small-disc.ts';
import { BATCH, createWorkplace, packArguments } from './workplace.ts';

let workplace = '';
beforeAll(async () => {
  workplace = await mkdtemp(join(tmpdir(), 'scelle-test-'));
  await createWorkplace(workplace, { records: 1_000, segments: 'tenth' });
  await runScelle(packArguments('.'), { cwd: workplace });
  await runScelle(writeArguments('parcel'), { cwd: workplace });
}, 120_000);
afterAll(() => rm(workplace, { recursive: true, force: true }));

function writeArguments(out: string): readonly string[] {
  return ['media', 'write', BATCH, '--key', 'tmg.key', '--disc', 'cd', '--out', out];
}

describe.skipIf(whyNoDiscs !== null)(
  `a full disc under media sets${whyNoDiscs === null ? '' : ` (${whyNoDiscs})`}`,
  () => {
    it('ends the writing of a set, and leaves nothing of it', async () => {
      const disc = await mountSmallDisc(1_024);
      const { status, stderr } = await tryScelle(writeArguments(join(disc, 'parcel')), { cwd: workplace });
      expect({ status, isNamed: stderr.includes('no space is left') }).toEqual({ status: 4, isNamed: true });
      expect(await readdir(disc)).toEqual([]);
    });

    it('ends a reading, which goes on once there is room', async () => {
      const disc = await mountSmallDisc(1_024);
      const read = ['media', 'read', 'parcel/disc-01-of-01', '--out', disc];
      expect((await tryScelle(read, { cwd: workplace })).status).toBe(4);
      expect(await readdir(disc)).toEqual(['.media-session']);
      execFileSync('mount', ['-o', 'remount,size=64m', disc]);
      expect((await tryScelle(read, { cwd: workplace })).status).toBe(0);
      expect(await readdir(disc)).toEqual([BATCH]);
      expect(await readFile(join(disc, BATCH))).toEqual(await readFile(join(workplace, BATCH)));
    });
  },
);
