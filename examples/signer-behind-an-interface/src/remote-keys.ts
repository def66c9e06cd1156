import type { Identity, Signer } from '@scelle/core';
import type { Connection } from './connection.ts';

/** Keys that are used from here, and lie elsewhere: what they sign and open is all that comes back. */
export interface RemoteKeys {
  readonly signer: Signer;
  readonly identity: Identity;
}

/** The keys of the service, as the library takes them. */
export async function openRemoteKeys(service: Connection): Promise<RemoteKeys> {
  const { keyNumber, publicKey, recipient } = await service.ask({ kind: 'public-keys' });
  return {
    signer: { keyNumber, publicKey, sign: (bytes) => service.ask({ kind: 'sign', bytes }) },
    identity: { recipient, unwrap: (stanza) => service.ask({ kind: 'unwrap', stanza }) },
  };
}
