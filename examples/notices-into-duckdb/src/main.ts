/** A trusted flagger hands its notices to a platform, which imports them into DuckDB and acknowledges it. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFileSource, parseIdentityFile, parseSecretKey } from '@scelle/core';
import { type Notice, notice } from '@scelle/example-own-profile';
import {
  addPeer,
  addReceipt,
  createPolicyFinder,
  deliverBatch,
  findCurrentCard,
  findReceivedBatch,
  importBatch,
  initStation,
  openStation,
  packBatch,
  parseReceipt,
  processInbox,
  readSettings,
  receiptTrust,
  type Station,
} from '@scelle/station';
import { openDuckDbSink } from './duckdb-sink.ts';

const folder = await mkdtemp(join(tmpdir(), 'notices-'));
const flagger = await createStation('flagger', 'collector');
const platform = await createStation('platform', 'authority');
await introduce(flagger, platform);
await introduce(platform, flagger);

// The flagger's side.
const submittedAt = `${new Date(Date.now() - 3_600_000).toISOString().slice(0, 19)}Z`;
const notices: readonly Notice[] = [1, 2, 3].map((number) => ({
  noticeId: `0193ee00-0000-4000-8000-00000000000${number}`,
  onBehalfOf: 'sacem',
  submittedAt,
  url: `https://videos.example/watch/${number}`,
  category: number === 3 ? 'fraud' : 'intellectual-property',
  explanation: 'A recording of the whole concert, uploaded by nobody who may.',
}));
const { settings: ofFlagger } = await readSettings(flagger.layout.settings);
const packed = await packBatch(flagger, ofFlagger, {
  recipient: 'platform',
  stream: 'notices',
  signer: await parseSecretKey(await readFile(flagger.layout.path('keys', 'signing.key'))),
  profile: notice,
  statement: {},
  fill: async (writer) => {
    for (const record of notices) await writer.addRecord(record);
  },
});
process.stdout.write(`packed: ${packed.file}\n`);

// The platform's side. What it receives, opens and imports may be of this profile.
const profiles = [notice];
const { settings } = await readSettings(platform.layout.settings);
const findPolicy = createPolicyFinder(platform, settings, { profiles });
const identities = await parseIdentityFile(await readFile(platform.layout.path('keys', 'opening.identity')));
{
  const path = flagger.layout.path('outbox', packed.file);
  await using source = await openFileSource(path);
  const { report } = await deliverBatch(platform, source, { channel: 'file', origin: path }, findPolicy);
  process.stdout.write(`received: ${report.verdict}\n`);
}
const verification = { findPolicy, identities };
for await (const { outcome } of processInbox(platform, verification)) process.stdout.write(`opened: ${outcome}\n`);
const sink = await openDuckDbSink(join(folder, 'notices.duckdb'));
const batch = await findReceivedBatch(platform, 'flagger.platform.notices.000001');
const trust = await receiptTrust(flagger, ofFlagger);
for (const _ of ['once', 'again']) {
  const { outcome, receipt } = await importBatch(platform, batch, { sink, profiles, settings, verification });
  const { stage, records } = parseReceipt(receipt!.document);
  process.stdout.write(`${outcome}: ${records.accepted} notices; receipt of the ${stage}\n`);
  // With the receipt the flagger knows that its copy is needed no more.
  const { outcome: taken, state } = await addReceipt(flagger, receipt!, trust);
  process.stdout.write(`receipt ${taken}: ${state}\n`);
}
for (const { category, n } of await sink.ask(
  'SELECT category, count(*)::INTEGER AS n FROM notices GROUP BY ALL ORDER BY 1',
)) {
  process.stdout.write(`${category}: ${n}\n`);
}
await sink[Symbol.asyncDispose]();
flagger.close();
platform.close();
await rm(folder, { recursive: true });

async function createStation(name: string, role: 'collector' | 'authority'): Promise<Station> {
  await initStation(join(folder, name), { name, role, passphrase: null });
  return openStation(join(folder, name));
}

async function introduce(own: Station, other: Station): Promise<void> {
  const card = (await findCurrentCard(other.ledger, other.name))!;
  await addPeer(own, card, { own: own.name, now: new Date(), clockSkewSeconds: 300 });
}
