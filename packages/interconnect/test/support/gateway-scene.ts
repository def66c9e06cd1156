import { addPeer, findCurrentCard, issueCard } from '@scelle/station';
import { withGateway } from '@scelle/station/internal';
import type { ReceiverLimits } from '../../src/index.ts';
import { connect, createParty, introduce, type Party, publishAddress, serve } from './parties.ts';
import { signingKey } from './signing-key.ts';

/** A collector, an authority, and its gateway on the network. */
export async function createGatewayScene(limits: Partial<ReceiverLimits> = {}) {
  const tmg = await createParty('tmg', 'collector');
  const arcom = await createParty('arcom', 'authority');
  const gate = await createParty('gate', 'gateway', { receivesFor: 'arcom' });
  await publishAddress(gate, 'https://127.0.0.1:8443');
  know(arcom, gate);
  const { database, record } = arcom.station;
  const content = withGateway(database, findCurrentCard(database, 'arcom')!.card, 'gate');
  const signers = { own: await signingKey(arcom), previous: null };
  await issueCard(database, content, signers, { now: new Date(), command: 'card' }, record);
  introduce(tmg, arcom);
  for (const other of [tmg, arcom]) know(gate, other);
  const served = await serve(gate, limits);
  const { port } = served.receiver;
  return { tmg, arcom, gate, served, outer: connect(tmg, gate, port), inner: connect(arcom, gate, port) };
}

/** Lets one party know another. */
export function know({ station }: Party, other: Party): void {
  const card = findCurrentCard(other.station.database, other.name)!;
  addPeer(station.database, card, { own: station.name, now: new Date(), clockSkewSeconds: 300 }, station.record);
}
