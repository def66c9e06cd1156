import type { Socket } from 'node:net';
import type { ReceiverLimits } from './limits.ts';

/** Why a connection was cut before anybody knew whose it is: too many from its address, or too many in all. */
export type CrowdingReason = 'address-crowded' | 'receiver-crowded';

/** The connections that have shown no certificate yet which a card names. */
export interface Unadmitted {
  add(socket: Socket): void;
  /** The connection is that of a peer, and counted as such from now on. */
  admit(socket: Pick<Socket, 'remoteAddress' | 'remotePort'>): void;
  readonly count: number;
}

/**
 * Keeps connections of strangers few, from one address and in all. Threat: whoever opens connections and says nothing
 * would take the places of those who have something to hand over. Where there is no place, the oldest gives way: a
 * handshake is done in a moment, so that a peer gets through however many others wait. Nobody is refused for his address,
 * behind which a proxy may stand with everybody.
 */
export function limitUnadmitted(
  { maxUnadmitted, maxUnadmittedPerAddress }: Pick<ReceiverLimits, 'maxUnadmitted' | 'maxUnadmittedPerAddress'>,
  onCut: (reason: CrowdingReason) => void,
): Unadmitted {
  // In the order of their coming.
  const all = new Map<string, Socket>();
  const byAddress = new Map<string, Set<string>>();

  function remove(key: string, address: string): void {
    all.delete(key);
    const keys = byAddress.get(address);
    keys?.delete(key);
    if (keys?.size === 0) byAddress.delete(address);
  }

  function cut(key: string, reason: CrowdingReason): void {
    const socket = all.get(key)!;
    remove(key, addressOf(key));
    // Reset, so that the system keeps nothing of it either.
    socket.resetAndDestroy();
    onCut(reason);
  }

  function add(socket: Socket): void {
    const { remoteAddress: address, remotePort } = socket;
    if (address === undefined) return;
    const key = `${address} ${remotePort}`;
    socket.once('close', () => {
      if (all.get(key) === socket) remove(key, address);
    });
    const keys = byAddress.get(address) ?? new Set();
    byAddress.set(address, keys.add(key));
    all.set(key, socket);
    if (keys.size > maxUnadmittedPerAddress) cut(first(keys.values()), 'address-crowded');
    else if (all.size > maxUnadmitted) cut(first(all.keys()), 'receiver-crowded');
  }

  return {
    add,
    admit: ({ remoteAddress = '', remotePort }) => remove(`${remoteAddress} ${remotePort}`, remoteAddress),
    get count() {
      return all.size;
    },
  };
}

function first(keys: IterableIterator<string>): string {
  return keys.next().value!;
}

function addressOf(key: string): string {
  return key.slice(0, key.indexOf(' '));
}
