import { readFile } from 'node:fs/promises';
import { type IpEvidence, ipEvidenceTest, parseIdentityFile } from '@scelle/core';
import { type ImportOutcome, importBatch } from '../../src/import/import-batch.ts';
import { listImportable } from '../../src/import/list-importable.ts';
import { createPolicyFinder } from '../../src/receiving/find-policy.ts';
import { packBatch } from '../../src/sending/pack-batch.ts';
import type { PackedBatch } from '../../src/sending/record-packed.ts';
import type { RecordSink } from '../../src/sinks/record-sink.ts';
import { changeSettings, createPair, type Desk, deliver, outboxPath, processAll, signingKey } from './desk.ts';

/** A collector and an authority that imports test records. */
export async function createImportingPair(): Promise<{ readonly tmg: Desk; readonly arcom: Desk }> {
  const pair = await createPair();
  await setImporting(pair.arcom, 'test-records = true');
  return pair;
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

/** Imports all that waits. */
export async function importAll(desk: Desk, sink: RecordSink): Promise<readonly ImportOutcome[]> {
  const { station, settings } = desk;
  const identities = await parseIdentityFile(await readFile(station.layout.path('keys', 'opening.identity')));
  const verification = { findPolicy: createPolicyFinder(station, settings), identities, threads: 0 };
  const outcomes: ImportOutcome[] = [];
  for (const batch of listImportable(station)) {
    outcomes.push(await importBatch(station, batch, { sink, settings, verification }));
  }
  return outcomes;
}
