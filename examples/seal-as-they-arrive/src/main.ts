/** Usage: main.ts [OUTBOX]. Run it twice with the same outbox, and the second run continues the stream of the first. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CoreError, generateIdentity, generateSecretKey, ipEvidenceTest, parseRecipient } from '@scelle/core';
import { arrivals } from './arrivals.ts';
import { RollingSealer } from './rolling-sealer.ts';

const outbox = process.argv[2] ?? (await mkdtemp(join(tmpdir(), 'outbox-')));
const print = (line: string) => process.stdout.write(`${line}\n`);

// A real service reads its own key with `parseSecretKey`, and the recipient that the authority gave it.
const keys = { signer: generateSecretKey(), recipients: [parseRecipient(generateIdentity().recipient)] };
const evidence = new Map<string, Uint8Array>();

await using sealer = await RollingSealer.open({
  outbox,
  header: {
    sender: 'tmg',
    recipient: 'arcom',
    stream: 'music',
    profile: ipEvidenceTest,
    legalBasis: 'CPI L. 331-21',
    agents: ['agent-1', 'agent-2', 'agent-3', 'agent-4'],
  },
  keys,
  readAttachment: async (sha256) => evidence.get(sha256) ?? null,
  maxRecords: 100,
  maxMilliseconds: 2_000,
  onSealed: (fileName, { manifest }) => print(`sealed ${fileName}: ${manifest.records.count} records`),
});
// A failure to seal rejects, which ends the process; nothing that was acknowledged is lost.
const timer = setInterval(() => sealer.sealIfDue(), 100);

for await (const { line, segments } of arrivals(3_000)) {
  for (const { sha256, bytes } of segments) evidence.set(sha256, bytes);
  try {
    await sealer.add(line);
  } catch (error) {
    if (!(error instanceof CoreError && error.code.startsWith('record-'))) throw error;
    print(`refused a record: ${error.code}`);
  } finally {
    // The batch holds them by now; a later record that names them brings them again.
    evidence.clear();
  }
}
clearInterval(timer);
await sealer.close();
