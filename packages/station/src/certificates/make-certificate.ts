// The library below wants it first.
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { RandomBytes } from '@scelle/core';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

const HOUR_MILLISECONDS = 3_600_000;

/** Peers pin it, so that its end only forces a change of key now and then. */
const VALID_DAYS = 1_096;

const SERIAL_BYTES = 16;

/** For whom a certificate is made. */
export interface CertificateRequest {
  readonly party: string;
  readonly now: Date;
  readonly randomBytes: RandomBytes;
}

/**
 * Makes a TLS key and a certificate that it signs itself, for both ends of a connection: the bytes of one PEM file with
 * the two. It is worth nothing but by the cards that name it. Source: docs/protocol.md § Connection.
 */
export async function makeTlsCertificate({ party, now, randomBytes }: CertificateRequest): Promise<Uint8Array> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: toSerial(randomBytes(SERIAL_BYTES)),
    name: `CN=${party}`,
    // The clocks of the peers may be behind.
    notBefore: new Date(now.getTime() - HOUR_MILLISECONDS),
    notAfter: new Date(now.getTime() + VALID_DAYS * 24 * HOUR_MILLISECONDS),
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth, ExtendedKeyUsage.clientAuth]),
    ],
  });
  const privateKey = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  return new TextEncoder().encode(`${toPem('PRIVATE KEY', privateKey)}${certificate.toString('pem')}\n`);
}

/** A positive number: the first bit is not set, and it is not zero. */
function toSerial(bytes: Uint8Array): string {
  return `4${Buffer.from(bytes).toString('hex').slice(1)}`;
}

function toPem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
