import { randomInt } from 'node:crypto';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { createOpenScene, createPlace, inspectOpened, killOpenAtRandom } from './open-kills.ts';

/** More in `campaign:open-kills`. */
const KILLS = 6;

describe(`open, killed at ${KILLS} random moments`, { timeout: 300_000 }, () => {
  const seed = randomInt(1_000_000);

  it(`leaves nothing that passes for whole, and nothing in the clear that stays (seed ${seed})`, async () => {
    const scene = await createOpenScene(await temporaryFolder(), 1_000);
    const { nothing, partial, whole } = await killOpenAtRandom({ scene, kills: KILLS, lanes: 2, seed });
    expect(nothing + partial + whole).toBe(KILLS);
    expect(partial).toBeGreaterThan(0);
  });

  it('would be told if it left anything of that', async () => {
    const scene = await createOpenScene(await temporaryFolder(), 20);
    const opened = join(scene.workplace, 'reference');

    const halved = await createPlace(scene.workplace);
    await cp(opened, join(halved, 'out', 'opened'), { recursive: true });
    await rm(join(halved, 'out', 'opened', 'manifest.json'));
    await expect(inspectOpened(scene, halved)).rejects.toThrow('passes for whole and is not: /manifest.json');

    const spilt = await createPlace(scene.workplace);
    await writeFile(join(spilt, 'tmp', 'buffer'), Buffer.concat([Buffer.alloc(10), scene.canaries[0]!]));
    await expect(inspectOpened(scene, spilt)).rejects.toThrow('in the clear');

    const forgotten = await createPlace(scene.workplace);
    await mkdir(join(forgotten, 'out', 'opened.partial'), { mode: 0o700 });
    await expect(inspectOpened(scene, forgotten)).rejects.toThrow('not reported');
  });
});
