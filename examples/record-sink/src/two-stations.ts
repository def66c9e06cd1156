import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ipEvidenceTest, openFileSource, parseIdentityFile, parseSecretKey } from '@scelle/core';
import {
  addPeer,
  createPolicyFinder,
  deliverBatch,
  findCurrentCard,
  initStation,
  openStation,
  packBatch,
  processInbox,
  readSettings,
  type Station,
} from '@scelle/station';
import { generateRecords } from '@scelle/synthetic';

/** Makes the stations of a sender and a recipient, both for training, and opens them. */
export async function createStations(
  folder: string,
): Promise<{ readonly sender: Station; readonly recipient: Station }> {
  const [sender, recipient] = [
    await createStation(join(folder, 'tmg'), 'tmg', 'collector'),
    await createStation(join(folder, 'arcom'), 'arcom', 'authority'),
  ];
  for (const [own, other] of [
    [sender, recipient],
    [recipient, sender],
  ] as const) {
    const card = (await findCurrentCard(other.ledger, other.name))!;
    await addPeer(own, card, { own: own.name, now: new Date(), clockSkewSeconds: 300 });
  }
  return { sender, recipient };
}

async function createStation(root: string, name: string, role: 'collector' | 'authority'): Promise<Station> {
  await initStation(root, { name, role, passphrase: null });
  const file = join(root, 'scelle.toml');
  const settings = await readFile(file, 'utf8');
  await writeFile(
    file,
    settings
      .replace('test-profiles = false', 'test-profiles = true')
      .replace('test-records = false', 'test-records = true'),
  );
  return openStation(root);
}

/** Seals so many invented records, and hands them to the recipient, who opens them. */
export async function handOver(sender: Station, recipient: Station, records: number, seed: string): Promise<void> {
  const { settings } = await readSettings(sender.layout.settings);
  const { file } = await packBatch(sender, settings, {
    recipient: recipient.name,
    stream: 'music',
    signer: await parseSecretKey(await readFile(sender.layout.path('keys', 'signing.key'))),
    profile: ipEvidenceTest,
    statement: { agents: ['agent-1', 'agent-2', 'agent-3', 'agent-4'] },
    fill: async (writer) => {
      for (const { line } of generateRecords({ records, segments: 'none', seed })) {
        await writer.addLine(new TextEncoder().encode(line));
      }
    },
  });
  const { findPolicy, identities } = await loadVerification(recipient);
  const path = sender.layout.path('outbox', file);
  {
    await using source = await openFileSource(path);
    await deliverBatch(recipient, source, { channel: 'file', origin: path }, findPolicy);
  }
  for await (const { outcome } of processInbox(recipient, { findPolicy, identities })) {
    if (outcome !== 'accepted') throw new Error(`${file}: ${outcome}`);
  }
}

/** What the recipient verifies with. */
export async function loadVerification(station: Station) {
  const { settings } = await readSettings(station.layout.settings);
  const identities = await parseIdentityFile(await readFile(station.layout.path('keys', 'opening.identity')));
  return { settings, identities, findPolicy: createPolicyFinder(station, settings) };
}
