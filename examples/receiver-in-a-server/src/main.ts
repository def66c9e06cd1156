/** A collector sends a batch to a service of the authority, which has pages of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type Outbox, syncOutbox } from '@scelle/interconnect';
import { createOutbox, readCredentials } from '@scelle/station';
import { createParty, introduce, pack } from './parties.ts';
import { startServer } from './server.ts';

const folder = await mkdtemp(join(tmpdir(), 'receiver-in-a-server-'));
const tmg = await createParty(join(folder, 'tmg'), 'tmg', 'collector');
const arcom = await createParty(join(folder, 'arcom'), 'arcom', 'authority');
await introduce(tmg, arcom);
await introduce(arcom, tmg);
await pack(tmg, 'arcom');

{
  await using server = await startServer(arcom.station, arcom.settings, join(folder, 'uploads'));
  process.stdout.write(`GET /: ${await get(`${server.address}/`)}`);
  // Whoever shows no certificate that a card names gets nothing, whatever is asked.
  process.stdout.write(`GET /v1/streams: ${JSON.parse(await get(`${server.address}/v1/streams`)).code}\n`);

  const { der } = await readCredentials(arcom.station.layout);
  const outbox: Outbox = {
    ...createOutbox(tmg.station, tmg.settings),
    // Otherwise the address is the one in the card of the peer.
    findRemote: async (name) => ({ name, address: server.address, certificates: [der] }),
  };
  const { peers } = await syncOutbox(outbox, { signal: AbortSignal.timeout(60_000) });
  for (const { name, outcome } of peers.flatMap(({ sending }) => sending.batches)) {
    process.stdout.write(`${name}: ${outcome}\n`);
  }
}
for (const { station } of [tmg, arcom]) station.close();
await rm(folder, { recursive: true });

async function get(url: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  request(url, { rejectUnauthorized: false }, (response) => resolve(text(response)))
    .on('error', reject)
    .end();
  return promise;
}
