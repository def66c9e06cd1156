/**
 * An intake over HTTP that seals what comes every half second, as a real one would every hour, and answers once a batch is
 * durable. Its key management service is down at first; one of its clients breaks off, another sends nonsense.
 */
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import {
  generateIdentity,
  generateSecretKey,
  ipEvidenceTest,
  memorySource,
  parseIdentity,
  parseRecipient,
  ScelleError,
  type Signer,
} from '@scelle/core';
import { generateRecords } from '@scelle/synthetic';
import { type Ledger, type Policy, verifyBatch } from '@scelle/verify';
import { RollingSealer } from '../../../examples/seal-as-they-arrive/src/rolling-sealer.ts';

const outbox = await mkdtemp(join(tmpdir(), 'http-intake-'));
const secretKey = generateSecretKey();
const identity = parseIdentity(generateIdentity().secret);

let attempts = 0;
const signer: Signer = {
  keyNumber: secretKey.keyNumber,
  publicKey: secretKey.publicKey,
  async sign(bytes) {
    attempts += 1;
    if (attempts < 3) throw new Error('503 Service Unavailable');
    return secretKey.sign(bytes);
  },
};

/** Who waits until so many records are durable. */
const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
let added = 0;
let durable = 0;
const sealer = await RollingSealer.open({
  outbox,
  header: {
    sender: 'tmg',
    recipient: 'arcom',
    stream: 'music',
    profile: ipEvidenceTest,
    agents: ['agent-1', 'agent-2', 'agent-3', 'agent-4'],
  },
  keys: { signer, recipients: [parseRecipient(identity.recipient)] },
  readAttachment: async () => null,
  maxRecords: 150,
  maxMilliseconds: 500,
  onSealed: (_, { manifest }) => {
    durable += manifest.records.count;
    for (const { count, resolve } of waiting) if (count <= durable) resolve();
  },
});

/** Takes lines of JSON, and is settled once they are durable: until then, they are the client's to keep. */
async function take(lines: AsyncIterable<string>): Promise<{ readonly sealed: number; readonly refused: string[] }> {
  const refused: string[] = [];
  let sealed = 0;
  let last = 0;
  for await (const line of lines) {
    const code = await add(new TextEncoder().encode(line));
    if (code === null) {
      sealed += 1;
      added += 1;
      last = added;
    } else refused.push(code);
  }
  if (last > durable) await new Promise<void>((resolve) => waiting.push({ count: last, resolve }));
  return { sealed, refused };
}

/** Why a record is refused, or null. That the signer does not answer is no fault of the record. */
async function add(line: Uint8Array): Promise<string | null> {
  for (;;) {
    try {
      await sealer.add(line);
      return null;
    } catch (error) {
      if (ScelleError.is(error)) return error.code;
      await setTimeout(50);
    }
  }
}

const server = createServer((incoming, response) => {
  take(createInterface({ input: incoming })).then(
    (taken) => response.writeHead(taken.refused.length > 0 ? 422 : 201).end(JSON.stringify(taken)),
    () => response.destroy(),
  );
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;
// What fails, because the signer is down, is tried again the next time.
const timer = setInterval(() => void sealer.sealIfDue().catch(() => undefined), 50);

const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
const lines = [...generateRecords({ records: 400, segments: 'none', seed: 'intake', day })].map(({ line }) => line);
const told = await Promise.all([
  ...[0, 1, 2, 3].map((client) => post(lines.slice(client * 100, (client + 1) * 100))),
  post(['{"subscriber":"no such field exists"}', 'no JSON at all']),
  post(['{"recordId":'], 'breaks off'),
]);
clearInterval(timer);
server.close();
await sealer.close();

const batches = (await readdir(outbox)).sort();
let count = 0;
const known: string[] = [];
for (const name of batches) {
  const source = memorySource(await readFile(join(outbox, name)));
  const report = await verifyBatch(source, policy(), { identities: [identity], ledger: ledger() });
  if (report.verdict !== 'accepted') throw new Error(`${name}: ${report.codes.join()}`);
  count += report.records.count;
  known.push(report.manifestDigest);
}
console.log(JSON.stringify({ told, records: count, hasSeveralBatches: batches.length > 1 }));
await rm(outbox, { recursive: true });

/** The status that a client is given and what was sealed for it; null where it broke off. */
async function post(lines: readonly string[], kind: 'whole' | 'breaks off' = 'whole'): Promise<object | null> {
  const outgoing = request({ port, host: '127.0.0.1', method: 'POST' });
  const answered = once(outgoing, 'response');
  outgoing.write(lines.join('\n'));
  if (kind === 'breaks off') {
    answered.catch(() => undefined);
    await once(outgoing, 'socket');
    outgoing.destroy();
    return null;
  }
  outgoing.end();
  const [response] = (await answered) as [IncomingMessage];
  return { status: response.statusCode, ...(JSON.parse(await text(response)) as object) };
}

function policy(): Policy {
  return {
    keys: [{ role: 'sender', name: 'tmg', publicKey: { keyNumber: secretKey.keyNumber, key: secretKey.publicKey } }],
    requiredRoles: [],
    recipient: 'arcom',
    allowedRecipients: null,
    profiles: [ipEvidenceTest],
    clockSkewSeconds: 300,
    maxFactAgeDays: 183,
  };
}

/** Batches of one stream, each after the other. */
function ledger(): Ledger {
  return {
    async judgeSequence({ sequence, previous }) {
      if (sequence !== known.length + 1) return { kind: 'gap', expected: known.length + 1 };
      return { kind: previous === (known.at(-1) ?? null) ? 'next' : 'fork' };
    },
  };
}
