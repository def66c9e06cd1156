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
  await know(arcom, gate);
  const { ledger } = arcom.station;
  const content = await withGateway(ledger, (await findCurrentCard(ledger, 'arcom'))!.card, 'gate');
  const signers = { own: await signingKey(arcom), previous: null };
  await issueCard(arcom.station, content, signers, { now: new Date(), command: 'card' });
  await introduce(tmg, arcom);
  for (const other of [tmg, arcom]) await know(gate, other);
  const served = await serve(gate, limits);
  const { port } = served.receiver;
  return { tmg, arcom, gate, served, outer: connect(tmg, gate, port), inner: connect(arcom, gate, port) };
}

/** Lets one party know another. */
export async function know({ station }: Party, other: Party): Promise<void> {
  const card = (await findCurrentCard(other.station.ledger, other.name))!;
  await addPeer(station, card, { own: station.name, now: new Date(), clockSkewSeconds: 300 });
}
