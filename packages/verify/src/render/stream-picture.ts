import type { Channel } from '../intake.ts';

/** What became of a number of a stream: nothing that bears it has come, or what has. */
export type PlaceState = 'accepted' | 'held' | 'rejected' | 'missing';

/** One number of a stream. */
export interface StreamPlace {
  readonly sequence: number;
  readonly state: PlaceState;
  /** How it came; null for what is missing. */
  readonly channel: Channel | null;
}

/** A part of a stream: its numbers one after the other, as a ledger knows them. */
export interface StreamPicture {
  readonly places: readonly StreamPlace[];
}
