import { cpSync, readdirSync, readlinkSync, renameSync, symlinkSync, unlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stationFolders } from '../../src/home/layout.ts';
import { createPair, openTestStation, TestClock, type TestStation } from '../support/test-station.ts';
import type { Scene, SceneInput } from './scenes.ts';

/** A scene that can be played again and again, each time in a new place. */
export interface PreparedScene {
  readonly scene: Scene;
  /** Copies both stations to a new folder, and opens the one that changes. */
  enter(place: string): Promise<{ readonly own: TestStation; readonly input: SceneInput }>;
}

/** Prepares a scene; the copies work by a clock that goes on from there. */
export async function prepareScene(scene: Scene, now: string): Promise<PreparedScene> {
  const { tmg, arcom } = await createPair();
  const { paths, receipts } = await scene.prepare(tmg, arcom);
  for (const { station } of [tmg, arcom]) station.close();
  async function enter(place: string) {
    // Synchronously, which takes a fifth of the time here, as there are many small files.
    for (const { root } of [tmg, arcom]) cpSync(root, join(place, nameOf(root)), { recursive: true });
    const moved = paths?.map((path) => join(place, 'tmg', relative(tmg.root, path)));
    const clock = new TestClock();
    clock.set(now);
    const own = await openTestStation(join(place, scene.party), clock);
    return { own, input: { ...(moved && { paths: moved }), ...(receipts && { receipts }) } };
  }
  return { scene, enter };
}

function nameOf(root: string): string {
  return root.slice(root.lastIndexOf('/') + 1);
}

/** No process ever has this number. */
const GONE = '-4194305-';

/** Makes what this process left unfinished that of a process which has ended. */
export function bury(root: string): void {
  for (const folder of [root, ...stationFolders.map((name) => join(root, name))]) {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (name.endsWith('.partial')) renameSync(path, path.replace(`-${process.pid}-`, GONE));
      if (name.endsWith('.lock')) {
        const mark = readlinkSync(path);
        unlinkSync(path);
        symlinkSync(mark.replace(`-${process.pid}-`, GONE), path);
      }
    }
  }
}
