import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ipEvidenceTest, openFileSource, parseIdentityFile, parseSecretKey } from '@scelle/core';
import {
  createPolicyFinder,
  deliverBatch,
  type Importing,
  importBatch,
  openStation,
  openTarget,
  type PackedBatch,
  packBatch,
  processInbox,
  type RecordSink,
  readSettings,
  type Station,
} from '@scelle/station';
import { listImportable } from '@scelle/station/internal';
import { generateRecords, type SyntheticOptions } from '@scelle/synthetic';
import { createStations } from '../e2e/two-stations.ts';

/** What lets the recipient import invented records, of whatever age and in whatever number. */
const changes: readonly (readonly [RegExp, string])[] = [
  [/^test-records = false$/m, 'test-records = true'],
  [/^max-(?:daily-records|fact-age-days) = .*$/gm, ''],
];

/** A batch of invented records, in a stream. */
export interface SceneBatch extends SyntheticOptions {
  /** Default: `music`. */
  readonly stream?: string;
}

/** Makes stations in a folder, whose `arcom` has a batch of each of these to import, received from `tmg` and opened. */
export async function createImportScene(folder: string, batches: readonly SceneBatch[]): Promise<void> {
  await createStations(folder);
  const file = join(folder, 'arcom', 'scelle.toml');
  const settings = await readFile(file, 'utf8');
  const changed = changes.reduce((text, [from, to]) => text.replace(from, to), settings);
  await writeFile(file, changed);
  using tmg = await openStation(join(folder, 'tmg'));
  using arcom = await openStation(join(folder, 'arcom'));
  for (const batch of batches) await handOver(tmg, arcom, batch);
}

/** Where an import happens. */
export interface ImportPlace {
  /** A copy of what `createImportScene` made. */
  readonly folder: string;
  /** The URL of a database. */
  readonly url: string;
  /** A folder in which segments become files; rows of the database where left out. */
  readonly segmentsFolder?: string;
}

/** Imports what waits, within this process. */
export async function importPending({ folder, url, segmentsFolder }: ImportPlace): Promise<void> {
  using station = await openStation(join(folder, 'arcom'));
  await using sink = await openTarget({ url, base: folder, segmentsFolder: segmentsFolder ?? null });
  await importAll(station, sink);
}

/** The same with a station and a target that are open. */
export async function importAll(station: Station, sink: RecordSink): Promise<void> {
  const { settings, verification } = await loadImporting(station);
  const importing = { sink, settings, verification: { ...verification, threads: 0 } };
  for (const batch of await listImportable(station)) await importBatch(station, batch, importing);
}

async function loadImporting(station: Station): Promise<Omit<Importing, 'sink'>> {
  const { settings } = await readSettings(station.layout.settings);
  const identities = await parseIdentityFile(await readFile(station.layout.path('keys', 'opening.identity')));
  return { settings, verification: { findPolicy: createPolicyFinder(station, settings), identities } };
}

async function handOver(tmg: Station, arcom: Station, options: SceneBatch): Promise<void> {
  const path = tmg.layout.path('outbox', (await pack(tmg, options)).file);
  const { findPolicy, identities } = (await loadImporting(arcom)).verification;
  await using source = await openFileSource(path);
  await deliverBatch(arcom, source, { channel: 'file', origin: path }, findPolicy);
  for await (const { outcome } of processInbox(arcom, { findPolicy, identities })) {
    if (outcome !== 'accepted') throw new Error(`a good batch is ${outcome}`);
  }
}

async function pack(tmg: Station, { stream = 'music', ...options }: SceneBatch): Promise<PackedBatch> {
  const { settings } = await readSettings(tmg.layout.settings);
  return packBatch(tmg, settings, {
    ...{ recipient: 'arcom', stream, profile: ipEvidenceTest },
    signer: await parseSecretKey(await readFile(tmg.layout.path('keys', 'signing.key'))),
    statement: { agents: ['agent-1', 'agent-2', 'agent-3', 'agent-4'] },
    fill: async (writer) => {
      for (const { line, segments } of generateRecords(options)) {
        for (const { bytes } of segments) writer.addAttachment(bytes);
        await writer.addLine(new TextEncoder().encode(line));
      }
    },
  });
}
