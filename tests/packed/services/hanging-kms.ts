/** A key management service that does not answer: calls end with their signal, nothing is lost, and the process ends. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createBatch,
  createPublishedFile,
  generateIdentity,
  generateSecretKey,
  type Identity,
  ipEvidenceTest,
  openFileSource,
  parseIdentity,
  parseRecipient,
  type Signer,
} from '@scelle/core';
import { generateRecords } from '@scelle/synthetic';
import { verifyBatch } from '@scelle/verify';

let answers = false;
/** The requests that were ended by whoever asked. */
let ended = 0;

/** Whose patience is at an end a while after it has asked. */
let patience = new AbortController();

/** What the service answers, or nothing ever. */
async function ask<Answer>(answer: () => Promise<Answer>, signal: AbortSignal | undefined): Promise<Answer> {
  if (answers) return answer();
  signal?.addEventListener('abort', () => {
    ended += 1;
  });
  setTimeout(() => patience.abort(new DOMException('The service does not answer.', 'TimeoutError')), 50);
  return new Promise<Answer>(() => undefined);
}

/** The signal of the next call. */
function nextSignal(): AbortSignal {
  patience = new AbortController();
  return patience.signal;
}

const secretKey = generateSecretKey();
const secretIdentity = parseIdentity(generateIdentity().secret);
const signer: Signer = {
  keyNumber: secretKey.keyNumber,
  publicKey: secretKey.publicKey,
  sign: (bytes, options) => ask(() => secretKey.sign(bytes), options?.signal),
};
const identity: Identity = {
  recipient: secretIdentity.recipient,
  unwrap: (stanza, options) => ask(async () => secretIdentity.unwrap(stanza), options?.signal),
};

const folder = await mkdtemp(join(tmpdir(), 'hanging-kms-'));
const path = join(folder, 'tmg.arcom.music.000001.scelle');
const said: unknown[] = [];
{
  await using file = await createPublishedFile(path);
  const place = { sender: 'tmg', recipient: 'arcom', stream: 'music', sequence: 1, previous: null };
  const header = { ...place, agents: ['agent-1', 'agent-2', 'agent-3', 'agent-4'], profile: ipEvidenceTest };
  await using batch = await createBatch(file, header, { signer, recipients: [parseRecipient(identity.recipient)] });
  for (const { line } of generateRecords({ records: 100, segments: 'none', seed: 1, day: '2026-01-05' })) {
    await batch.addLine(new TextEncoder().encode(line));
  }
  said.push(await outcomeOf(batch.seal({ signal: nextSignal() })));
  said.push((await readdir(folder)).filter((name) => name.endsWith('.scelle')).length);
  answers = true;
  // The hour that was written is there, and lacks nothing but its signature.
  said.push((await batch.seal()).manifest.records.count);
  await file.publish();
}
{
  // What is given up while it waits leaves no file.
  answers = false;
  await using file = await createPublishedFile(join(folder, 'given-up.scelle'));
  const place = { sender: 'tmg', recipient: 'arcom', stream: 'music', sequence: 1, previous: null };
  const keys = { signer, recipients: [parseRecipient(identity.recipient)] };
  const signal = nextSignal();
  await using batch = await createBatch(file, { ...place, profile: ipEvidenceTest }, keys, { signal });
  said.push(await outcomeOf(batch.seal()));
}
said.push(await readdir(folder));

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
const verify = (signal: AbortSignal) =>
  verifyBatch(source, policy, { identities: [identity], ledger: 'none', signal }).then(({ verdict }) => verdict);
said.push(await outcomeOf(verify(nextSignal())));
answers = true;
said.push(await outcomeOf(verify(nextSignal())));
console.log(JSON.stringify({ said, ended }));
await rm(folder, { recursive: true });

async function outcomeOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    (value) => value,
    (error: unknown) => (error instanceof Error ? error.name : String(error)),
  );
}
