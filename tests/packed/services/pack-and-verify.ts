/** Packs 30,000 records, verifies them, both with threads of its own, and prints what came of it. Usage: … FILE. */
import {
  createBatch,
  createPublishedFile,
  createWorkers,
  generateIdentity,
  generateSecretKey,
  ipEvidenceTest,
  openFileSource,
  parseIdentity,
  parseRecipient,
} from '@scelle/core';
import { generateRecords } from '@scelle/synthetic';
import { verifyBatch } from '@scelle/verify';

const warnings: string[] = [];
process.on('warning', (warning) => {
  // Node 22 warns of its own zstd.
  if (warning.name !== 'ExperimentalWarning') warnings.push('code' in warning ? String(warning.code) : warning.name);
});

const path = process.argv[2]!;
await using workers = createWorkers({ threads: 2 });
await workers.started;
const signer = generateSecretKey();
const identity = parseIdentity(generateIdentity().secret);
{
  await using file = await createPublishedFile(path);
  const place = { sender: 'tmg', recipient: 'arcom', stream: 'music', sequence: 1, previous: null };
  const header = { ...place, agents: ['agent-1', 'agent-2', 'agent-3', 'agent-4'], profile: ipEvidenceTest };
  const keys = { signer, recipients: [parseRecipient(identity.recipient)] };
  await using batch = await createBatch(file, header, keys, { workers });
  for (const { line } of generateRecords({ records: 30_000, segments: 'none', seed: 'bundle', day: '2026-01-05' })) {
    await batch.addLine(new TextEncoder().encode(line));
  }
  await batch.seal();
  await file.publish();
}

await using source = await openFileSource(path);
const policy = {
  keys: [{ role: 'sender', name: 'tmg', publicKey: { keyNumber: signer.keyNumber, key: signer.publicKey } }],
  requiredRoles: [],
  recipient: 'arcom',
  allowedRecipients: null,
  profiles: [ipEvidenceTest],
  clockSkewSeconds: 300,
  maxFactAgeDays: null,
} as const;
const report = await verifyBatch(source, policy, { identities: [identity], ledger: 'none', workers });
console.log(JSON.stringify({ verdict: report.verdict, records: report.records?.count, warnings }));
