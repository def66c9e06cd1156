import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addPeer, findCurrentCard, initStation, openStation, type PartyRole, type Station } from '@scelle/station';
import { generateRecords } from '@scelle/synthetic';

const parties: readonly { readonly name: string; readonly role: PartyRole }[] = [
  { name: 'tmg', role: 'collector' },
  { name: 'arcom', role: 'authority' },
  { name: 'agent-7', role: 'agent' },
];

/**
 * Makes the stations of a collector, an authority and an agent who know one another and take test data, and a file with
 * a few records, in a folder.
 */
export async function createStations(folder: string): Promise<void> {
  for (const { name, role } of parties) {
    await initStation(join(folder, name), { name, role, passphrase: null });
    const file = join(folder, name, 'scelle.toml');
    await writeFile(file, (await readFile(file, 'utf8')).replace('test-profiles = false', 'test-profiles = true'));
  }
  await introduceAll(folder);
  const records = [...generateRecords({ records: 5, segments: 'none', seed: 'e2e' })];
  await writeFile(join(folder, 'day.jsonl'), records.map(({ line }) => `${line}\n`).join(''));
  await writeFile(
    join(folder, 'content.json'),
    JSON.stringify({ agents: ['agent-1', 'agent-2', 'agent-3', 'agent-4'] }),
  );
}

/** A copy of the folder, for a script of its own. */
export async function copyStations(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true, preserveTimestamps: true });
}

/** Lets all the stations know the newest cards of one another. */
export async function introduceAll(folder: string): Promise<void> {
  const stations: Station[] = [];
  for (const { name } of parties) stations.push(await openStation(join(folder, name)));
  const context = { now: new Date(), clockSkewSeconds: 300 };
  for (const station of stations) {
    for (const other of stations) {
      if (other === station) continue;
      const card = (await findCurrentCard(other.ledger, other.name))!;
      await addPeer(station, card, { ...context, own: station.name });
    }
  }
  for (const station of stations) station.close();
}
