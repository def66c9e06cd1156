import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ipEvidenceTest, openFileSource, parseIdentityFile, parseSecretKey } from '@scelle/core';
import {
  createPolicyFinder,
  deliverBatch,
  exportReceipts,
  openStation,
  packBatch,
  processInbox,
  readSettings,
  readStatus,
  type Station,
} from '@scelle/station';
import { formatBatchName } from '@scelle/station/internal';

/** The stations of `createStations`, on which each function here does one command's work within this process. */
export interface Workplace {
  /** The folder that holds `tmg` and `arcom`. */
  readonly folder: string;
}

/** Seals the next batch. */
export async function packNext({ folder }: Workplace): Promise<void> {
  using tmg = await openStation(join(folder, 'tmg'));
  const { settings } = await readSettings(tmg.layout.settings);
  const records = await readFile(join(folder, 'day.jsonl'), 'utf8');
  await packBatch(tmg, settings, {
    ...{ recipient: 'arcom', stream: 'music', profile: ipEvidenceTest, threads: 0 },
    signer: await parseSecretKey(await readFile(tmg.layout.path('keys', 'signing.key'))),
    statement: { agents: ['agent-1', 'agent-2', 'agent-3', 'agent-4'] },
    fill: async (writer) => {
      for (const line of records.trimEnd().split('\n')) await writer.addLine(new TextEncoder().encode(line));
    },
  });
}

/** Paths of the batches that were sealed and have not come, in the order of their numbers. */
export async function listUndelivered({ folder }: Workplace): Promise<string[]> {
  using tmg = await openStation(join(folder, 'tmg'));
  using arcom = await openStation(join(folder, 'arcom'));
  const last = (await readStatus(tmg)).sending[0]?.last ?? 0;
  const next = (await readStatus(arcom)).receiving[0]?.expected ?? 1;
  const place = { sender: 'tmg', recipient: 'arcom', stream: 'music' };
  return Array.from({ length: last - next + 1 }, (_, index) =>
    tmg.layout.path('outbox', `${formatBatchName({ ...place, sequence: next + index })}.scelle`),
  );
}

/** Brings what has not come. */
export async function deliverAll(place: Workplace): Promise<void> {
  const paths = await listUndelivered(place);
  using arcom = await openStation(join(place.folder, 'arcom'));
  for (const path of paths) {
    await using source = await openFileSource(path);
    await deliverBatch(arcom, source, { channel: 'file', origin: path }, await policyOf(arcom));
  }
}

/** Opens what came. */
export async function processAll({ folder }: Workplace): Promise<void> {
  using arcom = await openStation(join(folder, 'arcom'));
  const identities = await parseIdentityFile(await readFile(arcom.layout.path('keys', 'opening.identity')));
  for await (const { outcome } of processInbox(arcom, { findPolicy: await policyOf(arcom), identities, threads: 0 })) {
    if (outcome !== 'accepted') throw new Error(`a good batch is ${outcome}`);
  }
}

/** The newest receipts of the recipient, as files; gives their paths. */
export async function exportNewest({ folder }: Workplace): Promise<readonly string[]> {
  using arcom = await openStation(join(folder, 'arcom'));
  await mkdir(join(folder, 'receipts'), { recursive: true });
  const files = await exportReceipts(arcom, { folder: join(folder, 'receipts') });
  return files.filter(({ isNew }) => isNew).map(({ document }) => document);
}

async function policyOf(station: Station) {
  return createPolicyFinder(station, (await readSettings(station.layout.settings)).settings);
}
