import { join } from 'node:path';
import { openStation, openTarget } from '@scelle/station';
import { importAll } from '../import/import-scene.ts';

// A program of the tests: it imports what waits at the station `arcom` of a scene, and kills itself at a boundary of the
// last import: before the database commits, after it has, while segments have no places yet, or once the ledger knows.
const [folder, url, segmentsFolder, boundary] = process.argv.slice(2) as [string, string, string, string];

const LAST = 2;
let imports = 0;

function die(at: string): void {
  if (at === boundary && imports === LAST) process.kill(process.pid, 'SIGKILL');
}

using station = await openStation(join(folder, 'arcom'));
await using sink = await openTarget({ url, base: folder, segmentsFolder });
const { database } = sink;
const { commit } = database;
database.commit = async () => {
  imports += 1;
  die('before');
  await commit();
  die('after');
};
const watched: typeof station = {
  ...station,
  async change(perform) {
    const result = await station.change(perform);
    die('ledger');
    return result;
  },
};
await importAll(watched, sink);
