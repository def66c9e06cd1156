/** A trusted flagger seals its notices; whoever receives them imports what keeps to the profile of both. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CoreError,
  createBatch,
  createPublishedFile,
  generateIdentity,
  generateSecretKey,
  openFileSource,
  parseIdentity,
  parseRecipient,
} from '@scelle/core';
import { type ContentConsumer, type Policy, verifyBatch } from '@scelle/verify';
import { type Notice, notice } from './notice.ts';

const folder = await mkdtemp(join(tmpdir(), 'own-profile-'));
const path = join(folder, 'flagger.platform.notices.000001.scelle');
const signer = generateSecretKey();
const identity = parseIdentity(generateIdentity().secret);

// The flagger's side.
const good: Notice = {
  noticeId: '0193ee00-0000-4000-8000-000000000001',
  onBehalfOf: 'sacem',
  submittedAt: '2026-11-02T20:27:31Z',
  url: 'https://videos.example/watch/1',
  category: 'intellectual-property',
  explanation: 'A recording of the whole concert, uploaded by nobody who may.',
};
{
  await using file = await createPublishedFile(path);
  const place = { sender: 'flagger', recipient: 'platform', stream: 'notices', sequence: 1, previous: null };
  const keys = { signer, recipients: [parseRecipient(identity.recipient)] };
  await using batch = await createBatch(file, { ...place, profile: notice }, keys);
  for (const record of [good, { ...good, noticeId: '0193ee00-0000-4000-8000-000000000002', uploader: 'Jane Doe' }]) {
    try {
      await batch.addRecord(record);
    } catch (error) {
      // The batch goes on without it. No name has a place in this profile.
      if (!(error instanceof CoreError)) throw error;
      process.stdout.write(`refused: ${error.code}\n`);
    }
  }
  const { manifest } = await batch.seal();
  await file.publish();
  process.stdout.write(`sealed: ${manifest.records.count} of ${manifest.profile}\n`);
}

// The platform's side. It accepts this profile and no other.
const policy: Policy = {
  keys: [{ role: 'sender', name: 'flagger', publicKey: { keyNumber: signer.keyNumber, key: signer.publicKey } }],
  requiredRoles: [],
  recipient: 'platform',
  allowedRecipients: null,
  profiles: [notice],
  clockSkewSeconds: 300,
  maxFactAgeDays: null,
};
const provisional: Notice[] = [];
const consumer: ContentConsumer = {
  async takeGroup({ records }) {
    // What arrives here has passed the schema.
    for (const { record } of records) provisional.push(record as Notice);
  },
};
await using source = await openFileSource(path);
const { verdict } = await verifyBatch(source, policy, { identities: [identity], ledger: 'none', consumer });
process.stdout.write(`${verdict}: ${verdict === 'accepted' ? provisional.map(({ url }) => url).join() : 'nothing'}\n`);
await rm(folder, { recursive: true });
