import { readFile } from 'node:fs/promises';
import {
  coSignFile,
  createBatch,
  createPublishedFile,
  ipEvidenceTest,
  openFileSource,
  parseManifest,
  parseRecipient,
  parseSecretKey,
  type Recipient,
  readContainer,
  type SecretKey,
} from '@scelle/core';
import { encodeManifest } from '@scelle/core/internal';
import { generateRecords } from '@scelle/synthetic';

// A program of the tests, which runs in a workplace: `pack` writes a batch, `cosign` co-signs one. It prints each step that it comes to, and kills
// itself before step number `kill`, counted from 0; where there is no such step it does its work and ends with status 0.
const [action, path, kill] = process.argv.slice(2) as [keyof typeof actions, string, string];
let steps = 0;

function onStep(step: string): void {
  process.stdout.write(`${step}\n`);
  if (steps++ === Number(kill)) process.kill(process.pid, 'SIGKILL');
}

async function loadKey(name: string): Promise<SecretKey> {
  return parseSecretKey(await readFile(`${name}.key`), null);
}

async function loadRecipient(): Promise<Recipient> {
  return parseRecipient((await readFile('arcom.recipient', 'utf8')).trim());
}

/** Long enough for several writes. */
async function pack(): Promise<void> {
  await using file = await createPublishedFile(path, { onStep });
  const header = {
    ...{ sender: 'tmg', recipient: 'arcom', stream: 'music', sequence: 1, previous: null },
    profile: ipEvidenceTest,
    agents: ['agent-1', 'agent-2', 'agent-3', 'agent-4'],
  };
  const keys = { signer: await loadKey('tmg'), recipients: [await loadRecipient()] };
  const writer = await createBatch(file, header, keys, { threads: 0 });
  const segmentBytes = 1 << 20;
  for (const { line, segments } of generateRecords({ records: 3, segments: 'all', segmentBytes, seed: 'kill' })) {
    for (const { bytes } of segments) writer.addAttachment(bytes);
    await writer.addLine(new TextEncoder().encode(line));
  }
  await writer.seal();
  await file.publish();
}

async function cosign(): Promise<void> {
  await using source = await openFileSource(path);
  const manifest = encodeManifest(parseManifest((await readContainer(source)).manifest));
  const signing = { signer: await loadKey('agent'), role: 'agent', name: 'agent-1', sample: null };
  await coSignFile(path, manifest, signing, { onStep });
}

const actions = { pack, cosign };
await actions[action]();
