import type { Station } from '../station.ts';
import type { Notice } from './notice.ts';
import { findNewestNotice } from './notice-store.ts';

/** The notice by which the network channel with a peer is suspended, whoever of the two issued it; null where it is open. */
export function findSuspension({ database, name }: Station, peer: string): Notice | null {
  const ends = [
    { station: name, peer },
    { station: peer, peer: name },
  ];
  const notices = ends.flatMap((pair) => findNewestNotice(database, pair)?.notice ?? []);
  return notices.find(({ state }) => state === 'suspended') ?? null;
}
