import { createPrivateKey, X509Certificate } from 'node:crypto';
import { CoreError, ScelleError } from '@scelle/core';
import type { Card } from '../cards/card.ts';
import { findCurrentCard } from '../cards/card-store.ts';
import { withAddress, withNamedGateway, withoutLent } from '../cards/gateway-card.ts';
import type { CardContent } from '../cards/issue-card.ts';
import { StationError } from '../errors/station-error.ts';
import { readOwnFile } from '../home/files.ts';
import type { StationLayout } from '../home/layout.ts';
import type { Station, StationFacts } from '../home/station.ts';
import type { Settings } from '../settings/settings.ts';

type CardStation = Pick<StationFacts, 'name' | 'layout' | 'ledger'>;

/**
 * What the next card of a station says before anything is changed: built from what holds now, and never from what
 * the last card lists besides. Own are the certificate in use and the announced one; lent is what the newest card of the
 * named gateway lists. Throws `card-unknown`, `card-certificates-full`.
 */
export async function nextContent(station: CardStation): Promise<CardContent> {
  return withNamedGateway(station.ledger, await ownContent(station), await currentCard(station));
}

/**
 * A card that names no gateway: this party's own part, with the address at which it is reached. Where its receiver shows a
 * certificate of a public authority, the card names none. Throws `card-unknown`, and for a gateway with such a
 * certificate `certificate-public`: its authority could not be told by its own one beside it.
 */
export async function addressContent(
  station: CardStation & Pick<Station, 'role'>,
  address: string,
  { network: { publicCertificate } }: Pick<Settings, 'network'>,
): Promise<CardContent> {
  const { ledger, layout, name, role } = station;
  const own = withAddress(await withoutLent(ledger, await currentCard(station)), address);
  if (publicCertificate === null) {
    const inUse = own.certificates.length > 0 ? null : toCardCertificate(await readCredentials(layout));
    return { ...own, certificates: inUse === null ? await listOwnCertificates(layout, own.certificates) : [inUse] };
  }
  if (role === 'gateway') throw new StationError('certificate-public', { name });
  await readCredentialFiles(publicCertificate);
  return { ...own, certificates: [] };
}

/** The same with other certificates of this party. */
export async function withCertificates(station: CardStation, certificates: readonly string[]): Promise<CardContent> {
  const card = await currentCard(station);
  const own = { ...(await withoutLent(station.ledger, card)), certificates };
  return withNamedGateway(station.ledger, own, card);
}

/** The part of it that is this party's own: no gateway lent it. Throws `card-unknown`. */
async function ownContent(station: CardStation): Promise<CardContent> {
  const card = await currentCard(station);
  const own = await withoutLent(station.ledger, card);
  // Where a card names none, a public authority vouches for this party instead.
  if (card.certificates.length === 0) return own;
  return { ...own, certificates: await listOwnCertificates(station.layout, own.certificates) };
}

/** The newest card of the station. Throws `card-unknown`. */
async function currentCard({ ledger, name }: Pick<StationFacts, 'name' | 'ledger'>): Promise<Card> {
  const card = (await findCurrentCard(ledger, name))?.card;
  if (card === undefined) throw new StationError('card-unknown', { name, found: 1 });
  return card;
}

async function listOwnCertificates(layout: StationLayout, listed: readonly string[]): Promise<readonly string[]> {
  const inUse = await findCertificate(layout, 'current');
  // It may be kept elsewhere, or be lost; other keys can be replaced all the same.
  if (inUse === null) return listed;
  const next = await findCertificate(layout, 'next');
  return next !== null && next !== inUse && listed.includes(next) ? [next, inUse] : [inUse];
}

/** A certificate of the station as cards name it; null where there is none that could be used. */
export async function findCertificate(
  layout: StationLayout,
  file: keyof typeof certificateFiles,
): Promise<string | null> {
  try {
    return toCardCertificate(await readCredentials(layout, file));
  } catch (error) {
    if (ScelleError.is(error)) return null;
    throw error;
  }
}

/** What a receiver shows of itself, and whether senders will believe it. */
interface ShownCertificate {
  readonly file: string;
  readonly credentials: TlsCredentials;
  /** Whether the newest card names it, or names none where it is one of a public authority. */
  readonly isNamed: boolean;
}

/**
 * The certificate that a receiver of this station shows: that of `certificate-file`, or else the one in use. Throws
 * `certificate-missing`, `certificate-invalid`, `card-unknown`.
 */
export async function readShownCertificate(
  station: Pick<StationFacts, 'name' | 'layout' | 'ledger'>,
  { network: { publicCertificate } }: Pick<Settings, 'network'>,
): Promise<ShownCertificate> {
  const named = (await currentCard(station)).certificates;
  if (publicCertificate !== null) {
    const credentials = await readCredentialFiles(publicCertificate);
    return { file: publicCertificate.certificate, credentials, isNamed: named.length === 0 };
  }
  const credentials = await readCredentials(station.layout);
  const file = station.layout.path('keys', certificateFiles.current);
  return { file, credentials, isNamed: named.includes(toCardCertificate(credentials)) };
}

/** The same where senders will believe it. Throws besides `certificate-not-named`. */
export async function requireShownCertificate(
  station: Pick<StationFacts, 'name' | 'layout' | 'ledger'>,
  settings: Pick<Settings, 'network'>,
): Promise<TlsCredentials> {
  const { file, credentials, isNamed } = await readShownCertificate(station, settings);
  if (!isNamed) throw new StationError('certificate-not-named', { file });
  return credentials;
}

/** Names of the files in `keys/`, each with a TLS key and its certificate in PEM: in use, and announced to be used next. */
export const certificateFiles = { current: 'tls.pem', next: 'tls.next.pem' } as const;

/** What a station shows of itself in TLS. */
export interface TlsCredentials {
  /** Private key and certificates in PEM. */
  readonly key: string;
  readonly certificate: string;
  /** The certificate itself, DER. */
  readonly der: Uint8Array;
  readonly validFrom: Date;
  readonly validUntil: Date;
}

/** The TLS key and certificate of a station. Throws `certificate-missing`, `certificate-invalid`. */
export async function readCredentials(
  layout: StationLayout,
  file: keyof typeof certificateFiles = 'current',
): Promise<TlsCredentials> {
  const path = layout.path('keys', certificateFiles[file]);
  return readCredentialFiles({ key: path, certificate: path });
}

/** A TLS key and its certificate, with those of its issuers, from PEM files. Throws as `readCredentials` does. */
export async function readCredentialFiles(files: {
  readonly key: string;
  readonly certificate: string;
}): Promise<TlsCredentials> {
  const [key, certificate] = [await read(files.key), await read(files.certificate)];
  try {
    const parsed = new X509Certificate(certificate);
    if (!parsed.checkPrivateKey(createPrivateKey(key))) throw new TypeError('another key');
    const { raw, validFromDate: validFrom, validToDate: validUntil } = parsed;
    return { key, certificate, der: new Uint8Array(raw), validFrom, validUntil };
  } catch (error) {
    throw toCertificateError('certificate-invalid', files.certificate, error);
  }
}

/** A certificate as cards name it. */
export function toCardCertificate({ der }: Pick<TlsCredentials, 'der'>): string {
  return Buffer.from(der).toString('base64');
}

/** The first certificate of a PEM text, which `makeTlsCertificate` made. */
export function parseTlsCertificate(pem: Uint8Array): Pick<TlsCredentials, 'der'> {
  return { der: new Uint8Array(new X509Certificate(pem).raw) };
}

async function read(file: string): Promise<string> {
  try {
    return new TextDecoder().decode(await readOwnFile(file));
  } catch (error) {
    if (!(error instanceof CoreError && error.code === 'source-missing')) throw error;
    throw toCertificateError('certificate-missing', file, error);
  }
}

function toCertificateError(code: 'certificate-invalid' | 'certificate-missing', file: string, cause: unknown) {
  return new StationError(code, { file }, { cause });
}
