import { spawnSync } from 'node:child_process';
import { copyFile, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fixedParties, temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { inspectKilledFolder, requireAccepted, type Trust } from './killed-folder.ts';
import { runScelle } from './scelle-process.ts';
import { createWorkplace, packArguments } from './workplace.ts';

const program = fileURLToPath(new URL('./write-until-killed.ts', import.meta.url));
const NAME = 'killed.scelle';

const { tmg, agent, arcom } = fixedParties;
const trust: Trust = { sender: tmg.publicKey, agent: agent.publicKey, identity: arcom.classical.identity };

/** Runs the action; gives the steps that were done before the kill, and null if there was none. */
function runUntilKilled(action: 'pack' | 'cosign', path: string, kill: number): readonly string[] | null {
  const args = ['--conditions=@scelle/source', program, action, path, String(kill)];
  const { signal, status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (signal === null && status !== 0) throw new Error(stderr);
  return signal === null ? null : stdout.trim().split('\n').slice(0, -1);
}

describe('pack, killed before each of its steps', () => {
  it('leaves a batch that is accepted once it has its name, before that none, and else what the next pack removes', async () => {
    const workplace = await temporaryFolder();
    await createWorkplace(workplace, { records: 3, segments: 'none' });
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

describe('cosign, killed before each of its steps', () => {
  it('leaves the old file or the new one, and the next cosign goes on', async () => {
    const original = join(await temporaryFolder(), NAME);
    expect(runUntilKilled('pack', original, Number.POSITIVE_INFINITY)).toBeNull();
    const seen = new Set<string>();
    for (let kill = 0, done: readonly string[] | null; ; kill++) {
      const path = join(await temporaryFolder(), NAME);
      await copyFile(original, path);
      done = runUntilKilled('cosign', path, kill);
      if (done === null) break;
      for (const step of done) seen.add(step);
      await requireAccepted(path, trust);
      const isOld = (await readFile(path)).equals(await readFile(original));
      expect(isOld).toBe(!done.includes('rename'));
      if (isOld) expect(runUntilKilled('cosign', path, Number.POSITIVE_INFINITY)).toBeNull();
      expect((await readFile(path)).equals(await readFile(original))).toBe(false);
      await requireAccepted(path, trust);
    }
    expect([...seen]).toEqual(['lock', 'copy', 'open', 'write', 'fsync', 'rename']);
  });
});
