import { InterconnectError } from '../interconnect-error.ts';

/** What OpenSSL and Node say of a certificate that is not the expected one. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_|ISSUER|ALTNAME|SSL_|TLS_/;

/** What the system says of a connection; no host name and no address is repeated. */
const SYSTEM = /^E[A-Z0-9_]{2,40}$/;

/** The error to throw where a connection failed: `receiver-certificate`, `receiver-unreachable`; our own errors are kept. */
export function toConnectionError(error: unknown, name: string): unknown {
  if (!(error instanceof Error)) return error;
  const found = 'code' in error ? String(error.code) : '';
  if (CERTIFICATE.test(found)) return new InterconnectError('receiver-certificate', { name, found }, { cause: error });
  const isOfSystem = SYSTEM.test(found) || error.message === 'aborted';
  if (!isOfSystem) return error;
  return new InterconnectError('receiver-unreachable', { name, found: found || 'ECONNRESET' }, { cause: error });
}
