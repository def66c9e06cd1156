import {
  type Connection,
  openConnection,
  type Remote,
  type TlsIdentity,
  type TransferProgress,
} from '@scelle/interconnect';
import { findCurrentCard, readCredentials, type Settings, type Station, StationError } from '@scelle/station';
import { isRevoked, requireShownCertificate } from '@scelle/station/internal';
import type { CommandContext } from '../kernel/context.ts';

/** A peer as its card says that it can be reached. Throws `peer-unknown`, `peer-revoked`, `address-missing`. */
function findRemote({ database }: Station, name: string): Remote {
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

/** What a station shows of itself where it calls. Throws `certificate-missing`, `certificate-invalid`. */
async function loadCallerIdentity({ layout }: Station): Promise<TlsIdentity> {
  const { key, certificate } = await readCredentials(layout);
  return { key, certificate };
}

/**
 * What a station shows where it is called: the certificate of its card, or that of a public authority. Throws as above,
 * and `certificate-not-named`.
 */
export async function loadReceiverIdentity(station: Station, settings: Settings): Promise<TlsIdentity> {
  const { key, certificate } = await requireShownCertificate(station, settings);
  return { key, certificate };
}

const MEGABYTE = 1_000_000;

/** Shows how far a transfer is, how fast it goes, and how long it will take. */
export function createTransferMeter({ terminal }: CommandContext, name: string): (progress: TransferProgress) => void {
  const startedAt = performance.now();
  let startedFrom: number | null = null;
  return ({ done, total }) => {
    startedFrom ??= done;
    const seconds = (performance.now() - startedAt) / 1000;
    const rate = (done - startedFrom) / Math.max(seconds, 0.001);
    terminal.progress.show(`${name} ${formatRate(rate)}${formatRest(total - done, rate)}`, done, total);
  };
}

function formatRate(rate: number): string {
  return `${(rate / MEGABYTE).toFixed(1)} MB/s`;
}

function formatRest(bytes: number, rate: number): string {
  if (rate <= 0) return '';
  const seconds = Math.ceil(bytes / rate);
  return ` −${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
