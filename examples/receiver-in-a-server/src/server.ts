import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createReceiverHandler, openFileUploadStore } from '@scelle/interconnect';
import { createReception, readCredentials, type Settings, type Station } from '@scelle/station';

/** A server that answers for itself, and hands batches to the station. Made for `await using`. */
export interface EvidenceServer extends AsyncDisposable {
  readonly address: string;
}

/** Starts the server of a service, one part of which is a receiver: everything below `/v1/`. */
export async function startServer(station: Station, settings: Settings, uploads: string): Promise<EvidenceServer> {
  const { key, certificate: cert } = await readCredentials(station.layout);
  const receiver = await createReceiverHandler({
    reception: createReception(station, settings),
    store: await openFileUploadStore(uploads),
    limits: { reservedBytes: 1 << 20 },
    on: {
      delivered: ({ peer, outcome }) => process.stdout.write(`a batch of ${peer}: ${outcome}\n`),
    },
  });
  receiver.showsCertificate(cert);
  // Whose certificate is good for what, the receiver decides by the cards of the peers, and the rest of the service itself.
  const server = createServer({ key, cert, requestCert: true, rejectUnauthorized: false }, (request, response) => {
    if (request.url?.startsWith('/v1/')) void receiver.handle(request, response);
    else response.end('the service itself\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      // In this order: what is being delivered ends, and its sender gets the receipt.
      await receiver.stop();
      server.closeAllConnections();
      server.close();
    },
  };
}
