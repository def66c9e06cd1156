/**
 * Lays a large batch out on discs with a spare one, and reads it back after everything that happens to discs. Rejects
 * where something is restored that was not sealed, or is said to be whole and is not there.
 */
import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openStation } from '@scelle/station';
import { writeSealedFiles } from '../../packages/interconnect/test/support/sealed-file.ts';
import { createStations } from '../e2e/two-stations.ts';
import { runScelleProcess, tryScelle } from '../faults/scelle-process.ts';
import { type DamageCase, listDamageCases, spoilImage } from './damage-cases.ts';
import { digestFile } from './digest-file.ts';

const { values } = parseArgs({
  options: {
    bytes: { type: 'string', default: String(1_200_000_000) },
    disc: { type: 'string', default: 'cd' },
    dir: { type: 'string', default: tmpdir() },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});

const folder = await mkdtemp(join(values.dir, 'scelle-damage-'));
try {
  const batch = await writeParcel();
  const images = (await readdir(join(folder, 'parcel'))).filter((name) => name.endsWith('.iso')).sort();
  console.log(`${values.bytes} bytes on ${images.length} images of kind ${values.disc}, seed ${values.seed}`);
  for (const each of listDamageCases(images.length, Number(values.seed))) await play(each, images, batch);
} finally {
  await rm(folder, { recursive: true });
}

/** Gives the digest of the batch that lies on the discs. */
async function writeParcel(): Promise<string> {
  await createStations(folder);
  using tmg = await openStation(join(folder, 'tmg'));
  using arcom = await openStation(join(folder, 'arcom'));
  const ends = { from: { name: 'tmg', station: tmg }, to: { name: 'arcom', station: arcom } };
  const outbox = tmg.layout.path('outbox');
  const [file] = await writeSealedFiles(outbox, ends, { count: 1, bytes: Number(values.bytes) });
  const layout = ['--disc', values.disc, '--parity', '15%', '--spare-discs', '1', '--iso', '--station', 'tmg'];
  await runScelleProcess(['media', 'write', '--pending', ...layout, '--out', 'parcel'], { cwd: folder });
  return await digestFile(file!.path);
}

async function play(damage: DamageCase, images: readonly string[], batch: string): Promise<void> {
  const discs: string[] = [];
  for (const [index, image] of images.entries()) {
    const copy = join(folder, `spoilt-${index + 1}.iso`);
    await copyFile(join(folder, 'parcel', image), copy);
    if (await spoilImage(copy, index + 1, damage)) discs.push(copy);
  }
  const checked = await tryScelle(['media', 'check', ...discs], { cwd: folder });
  const begin = performance.now();
  const read = await tryScelle(['media', 'read', ...discs, '--out', 'restored'], { cwd: folder });
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  const found = (await readdir(join(folder, 'restored')).catch(() => [])).filter((name) => name.endsWith('.scelle'));
  for (const name of found) {
    if ((await digestFile(join(folder, 'restored', name))) !== batch)
      throw new Error(`${damage.what}: ${name} is wrong`);
  }
  if ((read.status === 0) !== (found.length === 1)) throw new Error(`${damage.what}: read ended with ${read.status}`);
  const outcome = found.length === 1 ? 'restored, bit for bit' : 'not recoverable';
  console.log(`${damage.what}: ${outcome}; check ended with ${checked.status}, read with ${read.status}, ${seconds} s`);
  await rm(join(folder, 'restored'), { recursive: true, force: true });
}
