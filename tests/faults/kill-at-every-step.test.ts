import { spawnSync } from 'node:child_process';
import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '@scelle/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspectKilledFolder, loadTrust, requireAccepted, type Trust } from './killed-folder.ts';
import { compileCache, runScelle } from './scelle-process.ts';
import { createWorkplace, packArguments } from './workplace.ts';

const program = fileURLToPath(new URL('./write-until-killed.ts', import.meta.url));
const NAME = 'killed.scelle';
const NEVER = Number.POSITIVE_INFINITY;

let workplace: string;
let trust: Trust;
beforeAll(async () => {
  workplace = await mkdtemp(join(tmpdir(), 'scelle-test-'));
  await createWorkplace(workplace, { records: 3, segments: 'none' });
  trust = await loadTrust(workplace);
}, 120_000);
afterAll(() => rm(workplace, { recursive: true, force: true }));

/** Runs the action; gives the steps that were done before the kill, and null if there was none. */
function runUntilKilled(action: 'pack' | 'cosign', path: string, kill: number): readonly string[] | null {
  const args = ['--conditions=@scelle/source', program, action, path, String(kill)];
  const env = { ...process.env, NODE_COMPILE_CACHE: compileCache };
  const { signal, status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: workplace,
    env,
    encoding: 'utf8',
  });
  if (signal === null && status !== 0) throw new Error(stderr);
  return signal === null ? null : stdout.trim().split('\n').slice(0, -1);
}

describe('pack, killed before each of its steps', { timeout: 300_000 }, () => {
  it('leaves a batch that is accepted once it has its name, before that none, and else what the next pack removes', async () => {
    const seen = new Set<string>();
    for (let kill = 0, done: readonly string[] | null; ; kill++) {
      const folder = await temporaryFolder();
      done = runUntilKilled('pack', join(folder, NAME), kill);
      if (done === null) break;
      for (const step of done) seen.add(step);
      const { batches, partials } = await inspectKilledFolder(folder, trust);
      expect(batches).toEqual(done.includes('link') ? [NAME] : []);
      expect(partials).toHaveLength(done.includes('open') && !done.includes('unlink') ? 1 : 0);
      const { stderr } = await runScelle(packArguments(join(folder, 'next.scelle')), { cwd: workplace });
      for (const partial of partials) expect(stderr).toContain(partial);
      expect((await readdir(folder)).sort()).toEqual([...batches, 'next.scelle']);
    }
    expect([...seen]).toEqual(['open', 'write', 'fsync', 'link', 'unlink']);
  });
});

describe('cosign, killed before each of its steps', { timeout: 300_000 }, () => {
  it('leaves the old file or the new one, and what the next cosign removes', async () => {
    const original = join(workplace, NAME);
    expect(runUntilKilled('pack', original, NEVER)).toBeNull();
    const seen = new Set<string>();
    for (let kill = 0, done: readonly string[] | null; ; kill++) {
      const folder = await temporaryFolder();
      const path = join(folder, NAME);
      await copyFile(original, path);
      done = runUntilKilled('cosign', path, kill);
      if (done === null) break;
      for (const step of done) seen.add(step);
      await requireAccepted(path, trust);
      const isOld = (await readFile(path)).equals(await readFile(original));
      expect(isOld).toBe(!done.includes('rename'));
      const signing = ['--key', 'agent.key', '--role', 'witness', '--name', 'agent-2', '--yes'];
      await runScelle(['cosign', path, ...signing], { cwd: workplace });
      await requireAccepted(path, trust);
      expect(await readdir(folder)).toEqual([NAME]);
    }
    expect([...seen]).toEqual(['lock', 'copy', 'open', 'write', 'fsync', 'rename']);
  });
});
