import { StationError } from '../errors/station-error.ts';
import type { Settings } from '../settings/settings.ts';
import type { Station } from '../station.ts';
import {
  certificateFiles,
  readCredentialFiles,
  readCredentials,
  type TlsCredentials,
  toCardCertificate,
} from './certificate-file.ts';
import { currentCard } from './next-content.ts';

/** What a receiver shows of itself, and whether senders will believe it. */
export interface ShownCertificate {
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
  station: Pick<Station, 'name' | 'layout' | 'database'>,
  { network: { publicCertificate } }: Pick<Settings, 'network'>,
): Promise<ShownCertificate> {
  const named = currentCard(station).certificates;
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
  station: Pick<Station, 'name' | 'layout' | 'database'>,
  settings: Pick<Settings, 'network'>,
): Promise<TlsCredentials> {
  const { file, credentials, isNamed } = await readShownCertificate(station, settings);
  if (!isNamed) throw new StationError('certificate-not-named', { file });
  return credentials;
}
