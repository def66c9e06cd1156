/** Imports two batches into a target of one's own; the second repeats records of the first. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findReceivedBatch, importBatch, parseReceipt } from '@scelle/station';
import { createJsonLinesSink } from './json-lines-sink.ts';
import { createStations, handOver, loadVerification } from './two-stations.ts';

const folder = await mkdtemp(join(tmpdir(), 'record-sink-'));
const { sender, recipient } = await createStations(folder);
await handOver(sender, recipient, 200, 'one day');
await handOver(sender, recipient, 300, 'one day');

await using sink = createJsonLinesSink(join(folder, 'evidence'));
const { settings, ...verification } = await loadVerification(recipient);
for (const name of ['tmg.arcom.music.000001', 'tmg.arcom.music.000001', 'tmg.arcom.music.000002']) {
  const batch = await findReceivedBatch(recipient, name);
  const { outcome, receipt } = await importBatch(recipient, batch, { sink, settings, verification });
  const { records, rejects } = parseReceipt(receipt!.document);
  const reason = rejects.length > 0 ? ` (${rejects[0]!.code})` : '';
  process.stdout.write(`${name}: ${outcome}; ${records.accepted} records, ${records.rejected} refused${reason}\n`);
}
sender.close();
recipient.close();
await rm(folder, { recursive: true });
