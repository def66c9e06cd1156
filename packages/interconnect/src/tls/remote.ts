import { X509Certificate } from 'node:crypto';
import type { ConnectionOptions, PeerCertificate } from 'node:tls';

/** A receiver as its card tells of it. */
export interface Remote {
  /** The party. */
  readonly name: string;
  /** `https://host` or `https://host:port`. */
  readonly address: string;
  /** The certificates that it may show, DER; none where a public authority vouches for it instead. */
  readonly certificates: readonly Uint8Array[];
}

/** How the connection to a receiver is made and judged, before a byte of a request leaves. Source: docs/protocol.md § Connection. */
export function toConnectionOptions({ certificates }: Remote, { key, certificate }: TlsIdentity): ConnectionOptions {
  const options = { key, cert: certificate, minVersion: TLS_VERSION };
  if (certificates.length === 0) return options;
  return {
    ...options,
    ca: certificates.map((der) => new X509Certificate(der).toString()),
    // Threat: a pinned certificate that could issue others. Host names say nothing where the very bytes are known.
    checkServerIdentity: (_host, shown) => comparePin(shown, certificates),
  };
}

function comparePin({ raw }: PeerCertificate, pins: readonly Uint8Array[]): Error | undefined {
  if (pins.some((pin) => Buffer.compare(pin, raw) === 0)) return undefined;
  return Object.assign(new Error('another certificate'), { code: 'CERTIFICATE_NOT_PINNED' });
}

/** What this end of a connection shows of itself: private key and certificates, in PEM. */
export interface TlsIdentity {
  readonly key: string;
  readonly certificate: string;
}

/** Older versions show the certificates of both ends to whoever listens. */
export const TLS_VERSION = 'TLSv1.3' as const;
