/** What this end of a connection shows of itself: private key and certificates, in PEM. */
export interface TlsIdentity {
  readonly key: string;
  readonly certificate: string;
}

/** Older versions show the certificates of both ends to whoever listens. */
export const TLS_VERSION = 'TLSv1.3' as const;
