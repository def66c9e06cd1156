import { findCurrentCard } from '../cards/card-store.ts';
import { isRevoked } from '../cards/gateway-card.ts';
import { readCredentials, type TlsCredentials } from '../certificates/next-content.ts';
import { StationError } from '../errors/station-error.ts';
import type { Station } from '../home/station.ts';

/** A peer as its newest card says that it can be reached. */
export interface ReachablePeer {
  readonly name: string;
  /** `https://host` or `https://host:port`. */
  readonly address: string;
  /** The certificates that it may show, DER; none where a public authority vouches for it instead. */
  readonly certificates: readonly Uint8Array[];
}

/** Where a peer can be reached. Throws `peer-unknown`, `peer-revoked`, `address-missing`. */
export async function findRemote({ ledger }: Station, name: string): Promise<ReachablePeer> {
  const card = (await findCurrentCard(ledger, name))?.card;
  if (card === undefined) throw new StationError('peer-unknown', { name });
  // Threat: whoever broke into a peer, and has the key of the certificate that its card names.
  if (await isRevoked(ledger, card)) throw new StationError('peer-revoked', { name });
  const { address } = card;
  if (address === null) throw new StationError('address-missing', { name });
  const certificates = card.certificates.map((text) => new Uint8Array(Buffer.from(text, 'base64')));
  return { name, address, certificates };
}

/** The same for a gateway. Throws besides `gateway-unknown` for a peer that is none. */
export async function findGateway(station: Station, name: string): Promise<ReachablePeer> {
  const card = (await findCurrentCard(station.ledger, name))?.card;
  if (card !== undefined && card.role !== 'gateway') throw new StationError('gateway-unknown', { name });
  return findRemote(station, name);
}

/** What a station shows of itself where it calls. Throws `certificate-missing`, `certificate-invalid`. */
export function loadIdentity({ layout }: Station): Promise<TlsCredentials> {
  return readCredentials(layout);
}
