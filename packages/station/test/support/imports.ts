import { readFile } from 'node:fs/promises';
import { type IpEvidence, ipEvidenceTest, parseIdentityFile } from '@scelle/core';
import { type Importing, type ImportOutcome, importBatch } from '../../src/import/import-batch.ts';
import { listImportable } from '../../src/import/record-import.ts';
import { createPolicyFinder } from '../../src/receiving/find-policy.ts';
import { type PackedBatch, packBatch } from '../../src/sending/pack-batch.ts';
import type { RecordSink } from '../../src/sinks/record-sink.ts';
import {
  changeSettings,
  createTestStation,
  deliver,
  introduce,
  outboxPath,
  processAll,
  signingKey,
  TestClock,
  type TestStation,
} from './test-station.ts';

/** A collector and an authority that imports test records. */
export async function createImportingPair({
  maxFactAgeDays = 183,
}: {
  readonly maxFactAgeDays?: number | null;
} = {}): Promise<{ readonly tmg: TestStation; readonly arcom: TestStation }> {
  const clock = new TestClock();
  const tmg = await createTestStation('tmg', 'collector', clock);
  const arcom = await createTestStation('arcom', 'authority', clock);
  await introduce(tmg, arcom);
  await setImporting(arcom, 'test-records = true');
  if (maxFactAgeDays === null) await changeSettings(arcom, (text) => text.replace(/^max-fact-age-days = .*$/m, ''));
  return { tmg, arcom };
}

/** Changes the rules of an importer. */
export async function setImporting(own: TestStation, lines: string): Promise<void> {
  await changeSettings(own, (text) => text.replace(/^test-records = .*$/m, lines));
}

/** Seals records for the authority, with these segments. */
export async function packRecords(
  own: TestStation,
  records: readonly IpEvidence[],
  segments: readonly Uint8Array[] = [],
): Promise<PackedBatch> {
  const agents = [...new Set(records.flatMap(({ agent }) => agent ?? []))];
  return packBatch(own.station, own.settings, {
    recipient: 'arcom',
    stream: 'music',
    signer: await signingKey(own),
    profile: ipEvidenceTest,
    statement: { agents },
    threads: 0,
    fill: async (writer) => {
      for (const bytes of segments) writer.addAttachment(bytes);
      for (const record of records) await writer.addRecord(record);
    },
  });
}

/** Packs records, hands them over, and opens them: what is then to be imported. */
export async function handOver(
  tmg: TestStation,
  arcom: TestStation,
  records: readonly IpEvidence[],
  segments: readonly Uint8Array[] = [],
): Promise<PackedBatch> {
  const packed = await packRecords(tmg, records, segments);
  await deliver(arcom, outboxPath(tmg, packed));
  await processAll(arcom);
  return packed;
}

/** What a party imports with. */
export async function importingOf({ station, settings }: TestStation, sink: RecordSink): Promise<Importing> {
  const identities = await parseIdentityFile(await readFile(station.layout.path('keys', 'opening.identity')));
  const findPolicy = createPolicyFinder(station, settings);
  return { sink, settings, verification: { findPolicy, identities, threads: 0 } };
}

/** Imports all that waits. */
export async function importAll(own: TestStation, sink: RecordSink): Promise<readonly ImportOutcome[]> {
  const importing = await importingOf(own, sink);
  const outcomes: ImportOutcome[] = [];
  for (const batch of await listImportable(own.station))
    outcomes.push(await importBatch(own.station, batch, importing));
  return outcomes;
}
