import { type Connection, openConnection, type Remote } from '@scelle/interconnect';
import { findCurrentCard, isRevoked, type Station, StationError } from '@scelle/station';
import type { CommandContext } from '../command-context.ts';
import { loadCallerIdentity } from './identities.ts';

/** A peer as its card says that it can be reached. Throws `peer-unknown`, `peer-revoked`, `address-missing`. */
export function findRemote({ database }: Station, name: string): Remote {
  const card = findCurrentCard(database, name)?.card;
  if (card === undefined) throw new StationError('peer-unknown', { name });
  // Threat: whoever broke into a peer, and has the key of the certificate that its card names.
  if (isRevoked(database, card)) throw new StationError('peer-revoked', { name });
  const { address } = card;
  if (address === null) throw new StationError('address-missing', { name });
  const certificates = card.certificates.map((text) => new Uint8Array(Buffer.from(text, 'base64')));
  return { name, address, certificates };
}

/** The way to a gateway. Throws as `connectToPeer` does, and `gateway-unknown` for a peer that is none. */
export async function connectToGateway(context: CommandContext, station: Station, name: string): Promise<Connection> {
  const card = findCurrentCard(station.database, name)?.card;
  if (card !== undefined && card.role !== 'gateway') throw new StationError('gateway-unknown', { name });
  return connectToPeer(context, station, name);
}

/** The way to a peer. Throws as `findRemote` does, and `certificate-missing`. */
export async function connectToPeer(
  { interruption }: CommandContext,
  station: Station,
  peer: string,
  parallel = 1,
): Promise<Connection> {
  const remote = findRemote(station, peer);
  return openConnection(remote, await loadCallerIdentity(station), { signal: interruption.signal, parallel });
}
