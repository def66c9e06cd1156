import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openStation, openTarget, parseReceipt } from '@scelle/station';
import { findReceipts } from '@scelle/station/internal';
import { importPending } from '../import/import-scene.ts';
import { compileCache, runScelle, startScelle } from './scelle-process.ts';

/** A campaign of kills of `scelle import`. */
export interface ImportKillCampaign {
  /** Made by `createImportScene`, with two batches of as many records; each kill works in a copy of it. */
  readonly scene: string;
  /** How many records the batches of the scene hold together. */
  readonly records: number;
  /** The URL of a new, empty database. */
  readonly createUrl: (folder: string) => Promise<string>;
}

/** How a campaign draws its moments. */
export interface RandomKills {
  /** Kills that hit a process while it ran; others are repeated. */
  readonly kills: number;
  readonly seed: number;
}

/** How many kills left what. */
export interface ImportKillOutcomes {
  /** Nothing was imported. */
  nothing: number;
  /** One of the two batches was. */
  first: number;
  /** Both were. */
  both: number;
}

/** Where an import can be killed around what it commits; see `import-until-killed.ts`. */
export type ImportBoundary = 'before' | 'after' | 'ledger';

const BATCHES = 2;
const SEGMENTS = 'segments';

/**
 * Kills `scelle import` at random moments, and after each kill imports again. Rejects at the first after which a record is
 * not there exactly once, or ledger, receipts and segments are not those of the database.
 */
export async function killImportAtRandom(
  campaign: ImportKillCampaign,
  { kills, seed }: RandomKills,
): Promise<ImportKillOutcomes> {
  const outcomes: ImportKillOutcomes = { nothing: 0, first: 0, both: 0 };
  const duration = await inCopy(campaign, async (folder, url) => {
    const start = performance.now();
    await runScelle(importArguments(url), { cwd: folder });
    return performance.now() - start;
  });
  for (let left = kills, at = seed; left > 0; at += 1) {
    // Multiples of the golden ratio are spread evenly over any stretch of them.
    const moment = duration * ((at * 0.618_033_988_749_895) % 1);
    const outcome = await inCopy(campaign, (folder, url) => killOnce(folder, url, campaign, moment));
    if (outcome === null) continue;
    outcomes[outcome] += 1;
    left -= 1;
  }
  return outcomes;
}

/** Has an import killed at a boundary, gives how many batches were imported then, and imports again; rejects as above. */
export async function killImportAt(campaign: ImportKillCampaign, boundary: ImportBoundary): Promise<number> {
  return inCopy(campaign, async (folder, url) => {
    const program = fileURLToPath(new URL('./import-until-killed.ts', import.meta.url));
    const args = ['--conditions=@scelle/source', program, folder, url, join(folder, SEGMENTS), boundary];
    const env = { ...process.env, NODE_COMPILE_CACHE: compileCache };
    const child = spawn(process.execPath, args, { env, stdio: 'ignore' });
    const [status, signal] = await once(child, 'exit');
    if (signal !== 'SIGKILL') throw new Error(`import was not killed ${boundary}, but ended with ${status}`);
    return resume(folder, url, campaign);
  });
}

function importArguments(url: string): readonly string[] {
  return ['import', '--pending', '--into', url, '--segments-folder', SEGMENTS, '--station', 'arcom'];
}

async function inCopy<T>(
  { scene, createUrl }: ImportKillCampaign,
  action: (folder: string, url: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(`${scene}-`);
  try {
    await cp(scene, folder, { recursive: true, preserveTimestamps: true });
    return await action(folder, await createUrl(folder));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What the kill left; null if the process had ended before. */
async function killOnce(
  folder: string,
  url: string,
  campaign: ImportKillCampaign,
  moment: number,
): Promise<keyof ImportKillOutcomes | null> {
  const child = startScelle(importArguments(url), { cwd: folder });
  const ended = once(child, 'exit');
  await Promise.race([delay(moment), ended]);
  child.kill('SIGKILL');
  const [, signal] = await ended;
  if (signal !== 'SIGKILL') return null;
  return (['nothing', 'first', 'both'] as const)[await resume(folder, url, campaign)]!;
}

/** Gives how many batches a killed import left, each whole; imports the others, and looks that all is there. */
async function resume(folder: string, url: string, { records }: ImportKillCampaign): Promise<number> {
  const imported = await countBatches(url, records / BATCHES);
  await importPending({ folder, url, segmentsFolder: join(folder, SEGMENTS) });
  await requireAll(folder, url, records);
  return imported;
}

/** How many batches are in the database, each whole. */
async function countBatches(url: string, recordsEach: number): Promise<number> {
  await using sink = await openTarget({ url, base: '/', segmentsFolder: null });
  const [row] = await sink.database.rows(
    'SELECT (SELECT COUNT(*) FROM batches) AS batches, (SELECT COUNT(*) FROM records) AS records',
  );
  const batches = Number(row!['batches']);
  if (Number(row!['records']) !== batches * recordsEach) throw new Error(`torn: ${JSON.stringify(row)}`);
  return batches;
}

async function requireAll(folder: string, url: string, records: number): Promise<void> {
  await using sink = await openTarget({ url, base: '/', segmentsFolder: null });
  using station = await openStation(join(folder, 'arcom'));
  const [row] = await sink.database.rows('SELECT COUNT(DISTINCT record_id) AS ids, COUNT(*) AS records FROM records');
  if (Number(row!['ids']) !== records || Number(row!['records']) !== records) throw new Error(JSON.stringify(row));
  for (const batch of await sink.database.rows('SELECT digest FROM batches ORDER BY id')) {
    const digest = String(batch['digest']);
    const issued = await findReceipts(station.ledger, { direction: 'issued', party: 'tmg', digest });
    const receipt = issued.find(({ stage }) => stage === 'import');
    const inTarget = await sink.findReceipt(digest);
    if (receipt === undefined || Buffer.compare(receipt.document, inTarget!.document) !== 0) {
      throw new Error(`the receipts of ${digest} differ`);
    }
    if (parseReceipt(receipt.document).records.accepted !== records / BATCHES) throw new Error('records are missing');
  }
  const segments = (await sink.database.rows('SELECT sha256 FROM segments ORDER BY sha256')).map((each) =>
    String(each['sha256']),
  );
  const found = await readdir(join(folder, SEGMENTS), { recursive: true, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile() && entry.name !== 'owner').map(({ name }) => name);
  if (segments.length === 0 || segments.join() !== files.sort().join()) throw new Error('the segments differ');
}
