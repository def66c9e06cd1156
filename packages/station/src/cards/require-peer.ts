import { StationError } from '../errors/station-error.ts';
import type { Station } from '../station.ts';
import { findCurrentCard } from './card-store.ts';

/** Throws `own-party` where the name is that of this station itself, and `peer-unknown` where no card bears it. */
export function requirePeer({ database, name: own }: Station, name: string): void {
  if (name === own) throw new StationError('own-party', { name });
  if (findCurrentCard(database, name) === null) throw new StationError('peer-unknown', { name });
}
