import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findReceipts, openStation, openTarget, parseReceipt } from '@scelle/station';
import { createStations } from '../e2e/two-stations.ts';
import { runScelle, startScelle } from './scelle-process.ts';

/** A campaign of kills of `scelle import`. */
export interface ImportKillCampaign {
  /** Made by `createImportScene`; each kill works in a copy of it. */
  readonly scene: string;
  /** How many records the batches of the scene hold together. */
  readonly records: number;
  /** The URL of a new, empty database. */
  readonly createUrl: (folder: string) => Promise<string>;
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

const BATCHES = 2;

/** Makes two stations, of which the authority has two batches of so many records to import. */
export async function createImportScene(scene: string, records: number): Promise<void> {
  await createStations(scene);
  const settings = { cwd: scene };
  const file = join(scene, 'arcom', 'scelle.toml');
  await writeFile(file, (await readFile(file, 'utf8')).replace('test-records = false', 'test-records = true'));
  const content = [
    '--content',
    'content.json',
    '--profile',
    'ip-evidence-test/1',
    '--to',
    'arcom',
    '--stream',
    'music',
  ];
  for (let batch = 1; batch <= BATCHES; batch += 1) {
    await runScelle(
      [
        'generate',
        '--records',
        String(records),
        '--segments',
        'tenth',
        '--seed',
        String(batch),
        '--out',
        `input-${batch}`,
      ],
      settings,
    );
    const input = [`input-${batch}/records.jsonl`, '--segments', `input-${batch}/segments`];
    await runScelle(['pack', ...input, ...content, '--station', 'tmg'], settings);
    await runScelle(['receive', `tmg/outbox/tmg.arcom.music.00000${batch}.scelle`, '--station', 'arcom'], settings);
  }
  await runScelle(['process', '--station', 'arcom'], settings);
}

/**
 * Kills `scelle import` at random moments, and after each kill imports again. Rejects at the first after which a record is
 * not there exactly once, or ledger and receipts are not those of the database.
 */
export async function killImportAtRandom(campaign: ImportKillCampaign): Promise<ImportKillOutcomes> {
  const outcomes: ImportKillOutcomes = { nothing: 0, first: 0, both: 0 };
  const duration = await inCopy(campaign, async (folder, url) => {
    const start = performance.now();
    await runScelle(importArguments(url), { cwd: folder });
    return performance.now() - start;
  });
  for (let left = campaign.kills, at = campaign.seed; left > 0; at += 1) {
    // Multiples of the golden ratio are spread evenly over any stretch of them.
    const outcome = await inCopy(campaign, (folder, url) =>
      killOnce(folder, url, campaign, duration * ((at * 0.618_033_988_749_895) % 1)),
    );
    if (outcome === null) continue;
    outcomes[outcome] += 1;
    left -= 1;
  }
  return outcomes;
}

function importArguments(url: string): readonly string[] {
  return ['import', '--pending', '--into', url, '--station', 'arcom'];
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
  { records }: ImportKillCampaign,
  moment: number,
): Promise<keyof ImportKillOutcomes | null> {
  const child = startScelle(importArguments(url), { cwd: folder });
  const ended = once(child, 'exit');
  await Promise.race([delay(moment), ended]);
  child.kill('SIGKILL');
  const [, signal] = await ended;
  if (signal !== 'SIGKILL') return null;
  const imported = await countBatches(url, records / BATCHES);
  await runScelle(importArguments(url), { cwd: folder });
  await requireAll(folder, url, records);
  return (['nothing', 'first', 'both'] as const)[imported]!;
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
    const issued = findReceipts(station.database, { direction: 'issued', party: 'tmg', digest });
    const receipt = issued.find(({ stage }) => stage === 'import');
    const inTarget = await sink.findReceipt(digest);
    if (receipt === undefined || Buffer.compare(receipt.document, inTarget!.document) !== 0) {
      throw new Error(`the receipts of ${digest} differ`);
    }
    if (parseReceipt(receipt.document).records.accepted !== records / BATCHES) throw new Error('records are missing');
  }
}
