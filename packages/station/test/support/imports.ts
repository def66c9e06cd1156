import { readFile } from 'node:fs/promises';
import { type IpEvidence, ipEvidenceTest, parseIdentityFile } from '@scelle/core';
import { type Importing, type ImportOutcome, importBatch } from '../../src/import/import-batch.ts';
import { listImportable } from '../../src/import/imports.ts';
import { createPolicyFinder } from '../../src/receiving/find-policy.ts';
import { packBatch } from '../../src/sending/pack-batch.ts';
import type { PackedBatch } from '../../src/sending/record-packed.ts';
import type { RecordSink } from '../../src/sinks/record-sink.ts';
import {
  changeSettings,
  createDesk,
  type Desk,
  deliver,
  introduce,
  outboxPath,
  processAll,
  signingKey,
  TestClock,
} from './desk.ts';

/** A collector and an authority that imports test records. */
export async function createImportingPair({
  maxFactAgeDays = 183,
}: {
  readonly maxFactAgeDays?: number | null;
} = {}): Promise<{ readonly tmg: Desk; readonly arcom: Desk }> {
  const clock = new TestClock();
  const tmg = await createDesk('tmg', 'collector', clock);
  const arcom = await createDesk('arcom', 'authority', clock);
  introduce(tmg, arcom);
  await setImporting(arcom, 'test-records = true');
  if (maxFactAgeDays === null) await changeSettings(arcom, (text) => text.replace(/^max-fact-age-days = .*$/m, ''));
  return { tmg, arcom };
}

/** Changes the rules of an importer. */
export async function setImporting(desk: Desk, lines: string): Promise<void> {
  await changeSettings(desk, (text) => text.replace(/^test-records = .*$/m, lines));
}

/** Seals records for the authority, with these segments. */
export async function packRecords(
  desk: Desk,
  records: readonly IpEvidence[],
  segments: readonly Uint8Array[] = [],
): Promise<PackedBatch> {
  const agents = [...new Set(records.flatMap(({ agent }) => agent ?? []))];
  return packBatch(desk.station, desk.settings, {
    recipient: 'arcom',
    stream: 'music',
    signer: await signingKey(desk),
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
  tmg: Desk,
  arcom: Desk,
  records: readonly IpEvidence[],
  segments: readonly Uint8Array[] = [],
): Promise<PackedBatch> {
  const packed = await packRecords(tmg, records, segments);
  await deliver(arcom, outboxPath(tmg, packed));
  await processAll(arcom);
  return packed;
}

/** What a party imports with. */
export async function importingOf({ station, settings }: Desk, sink: RecordSink): Promise<Importing> {
  const identities = await parseIdentityFile(await readFile(station.layout.path('keys', 'opening.identity')));
  const findPolicy = createPolicyFinder(station, settings);
  return { sink, settings, verification: { findPolicy, identities, threads: 0 } };
}

/** Imports all that waits. */
export async function importAll(desk: Desk, sink: RecordSink): Promise<readonly ImportOutcome[]> {
  const importing = await importingOf(desk, sink);
  const outcomes: ImportOutcome[] = [];
  for (const batch of listImportable(desk.station)) outcomes.push(await importBatch(desk.station, batch, importing));
  return outcomes;
}
