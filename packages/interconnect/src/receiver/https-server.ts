import { constants } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import { TLS_VERSION, type TlsIdentity } from '../tls/identity.ts';
import type { ReceiverLimits } from './limits.ts';

const MAX_HEADER_BYTES = 16_384;
const MAX_HEADERS = 64;

/** An HTTPS server that asks for a certificate, which it leaves to others to judge, and waits for nobody for long. */
export function createHttpsServer({ key, certificate }: TlsIdentity, limits: ReceiverLimits): Server {
  const { headTimeout, idleTimeout, maxConnections, maxUnadmitted } = limits;
  const server = createServer({
    key,
    cert: certificate,
    minVersion: TLS_VERSION,
    requestCert: true,
    // Judged by the cards, and not by whom it was issued.
    rejectUnauthorized: false,
    // A session that is resumed would be one whose certificate was not shown again.
    secureOptions: constants.SSL_OP_NO_TICKET,
    handshakeTimeout: headTimeout,
    headersTimeout: headTimeout,
    connectionsCheckingInterval: headTimeout / 2,
    keepAliveTimeout: idleTimeout,
    // Otherwise a peer whose machine is gone would hold its connection for ever.
    keepAlive: true,
    keepAliveInitialDelay: idleTimeout,
    // A body may take as long as it likes, as long as it comes: see `watchBody`.
    requestTimeout: 0,
    maxHeaderSize: MAX_HEADER_BYTES,
  });
  server.maxHeadersCount = MAX_HEADERS;
  // Those of strangers give way one by one before this is reached.
  server.maxConnections = maxConnections + maxUnadmitted;
  return server;
}
