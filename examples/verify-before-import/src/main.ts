/** Imports three batches: a good one, the same one again, and one whose facts are too old. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { generateIdentity, generateSecretKey, ipEvidenceTest, parseIdentity, parseRecipient } from '@scelle/core';
import type { Policy } from '@scelle/verify';
import { countRecords, openDatabase } from './database.ts';
import { importBatch } from './import-batch.ts';
import { sealSample } from './sample-batches.ts';

const folder = await mkdtemp(join(tmpdir(), 'import-'));

// The sender's side; its public key reaches the recipient by another way than the batches.
const signer = generateSecretKey();
const identity = parseIdentity(generateIdentity().secret);
const keys = { signer, recipients: [parseRecipient(identity.recipient)] };
const first = await sealSample(folder, keys, { sequence: 1, previous: null, daysAgo: 1 });
const second = await sealSample(folder, keys, { sequence: 2, previous: first.sealed.manifestDigest, daysAgo: 400 });

const policy: Policy = {
  keys: [{ role: 'sender', name: 'tmg', publicKey: { keyNumber: signer.keyNumber, key: signer.publicKey } }],
  requiredRoles: [],
  recipient: 'arcom',
  allowedRecipients: [identity.recipient],
  profiles: [ipEvidenceTest],
  clockSkewSeconds: 300,
  maxFactAgeDays: 183,
};
const database = openDatabase(join(folder, 'records.sqlite'));
for (const path of [first.path, first.path, second.path]) {
  const { verdict, codes } = await importBatch(path, database, policy, [identity]);
  const reason = codes.length > 0 ? ` (${codes.join(', ')})` : '';
  process.stdout.write(`${basename(path)}: ${verdict}${reason}; records in the database: ${countRecords(database)}\n`);
}
database.close();
await rm(folder, { recursive: true });
