import { ScelleError } from '@scelle/core';
import { InterconnectError } from '../errors/interconnect-error.ts';

/** What Node and we say of a certificate that is not the expected one; what OpenSSL says of a line that broke is not. */
const CERTIFICATE =
  /^(?!ERR_SSL_)(?:.*CERT.*|UNABLE_TO_.*|INVALID_(?:CA|PURPOSE)|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH)$/;

/** What the system, TLS and HTTP say of a connection; no host name and no address is repeated. */
const CONNECTION = /^(?:E|ERR_SSL_|HPE_)[A-Z0-9_]{2,60}$/;

/** The error to throw where a connection failed: `receiver-certificate`, `receiver-unreachable`; our own errors are kept. */
export function toConnectionError(error: unknown, name: string): unknown {
  if (!(error instanceof Error) || error instanceof ScelleError) return error;
  const found = 'code' in error ? String(error.code) : '';
  if (CERTIFICATE.test(found)) return new InterconnectError('receiver-certificate', { name, found }, { cause: error });
  const isOfConnection = CONNECTION.test(found) || error.message === 'aborted';
  if (!isOfConnection) return error;
  return new InterconnectError('receiver-unreachable', { name, found: found || 'ECONNRESET' }, { cause: error });
}
