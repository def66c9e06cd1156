import { createPrivateKey, X509Certificate } from 'node:crypto';
import { CoreError } from '@scelle/core';
import { StationError } from '../errors/station-error.ts';
import { readOwnFile } from '../home/files.ts';
import type { StationLayout } from '../home/layout.ts';

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
