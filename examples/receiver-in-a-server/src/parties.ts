import { readFile, writeFile } from 'node:fs/promises';
import { ipEvidenceTest, parseSecretKey } from '@scelle/core';
import {
  addPeer,
  findCurrentCard,
  initStation,
  openStation,
  type PartyRole,
  packBatch,
  readSettings,
  type Settings,
  type Station,
} from '@scelle/station';
import { generateRecords } from '@scelle/synthetic';

/** A station for training, open, with its settings. */
export interface Party {
  readonly station: Station;
  readonly settings: Settings;
}

export async function createParty(root: string, name: string, role: PartyRole): Promise<Party> {
  const { layout } = await initStation(root, { name, role, passphrase: null });
  const text = await readFile(layout.settings, 'utf8');
  await writeFile(layout.settings, text.replace('test-profiles = false', 'test-profiles = true'));
  const { settings } = await readSettings(layout.settings);
  return { station: await openStation(root), settings };
}

/** Real cards travel as files, and people compare their fingerprints. */
export async function introduce({ station }: Party, { station: other }: Party): Promise<void> {
  const card = (await findCurrentCard(other.ledger, other.name))!;
  const context = { own: station.name, now: new Date(), clockSkewSeconds: 300 };
  await addPeer(station, card, context);
}

/** Puts a batch of invented records into the outbox. */
export async function pack({ station, settings }: Party, recipient: string): Promise<void> {
  await packBatch(station, settings, {
    recipient,
    stream: 'music',
    signer: await parseSecretKey(await readFile(station.layout.path('keys', 'signing.key'))),
    profile: ipEvidenceTest,
    statement: { agents: ['agent-1', 'agent-2', 'agent-3', 'agent-4'] },
    fill: async (writer) => {
      for (const { line } of generateRecords({ records: 100, segments: 'none', seed: 'server' })) {
        await writer.addLine(new TextEncoder().encode(line));
      }
    },
  });
}
