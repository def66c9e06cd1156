import type { NetworkKillOutcome } from './network-kills.ts';

/** What cannot but be sent beside batches, in bytes. */
export interface Overhead {
  /** One announcement. */
  readonly announcement: number;
  /** The handshake of a connection, and all else that is asked on it once. */
  readonly connection: number;
}

/** What reached the receiver, in bytes. */
export interface Delivered {
  readonly delivered: number;
  /** What connections cannot but cost. */
  readonly overhead: number;
  /** What was lost unread with the receiver's process. */
  readonly unread: number;
  /** All the rest, beyond what a transfer without blows takes. */
  readonly sentTwice: number;
}

/**
 * The most bytes of batches that reached the receiver's process more often than in a transfer without blows. What a blow
 * kept from reaching it is not counted: it had to be sent again.
 */
export function countSentTwice(
  disturbed: NetworkKillOutcome,
  undisturbed: NetworkKillOutcome,
  overhead: Overhead,
): Delivered {
  const { unread } = disturbed;
  const [delivered, before] = [sum(disturbed.delivered), sum(undisturbed.delivered)];
  const [beside, besideBefore] = [countOverhead(disturbed, overhead), countOverhead(undisturbed, overhead)];
  return { delivered, overhead: beside, unread, sentTwice: delivered - beside - unread - (before - besideBefore) };
}

function countOverhead({ delivered, announced }: NetworkKillOutcome, { announcement, connection }: Overhead): number {
  return announcement * announced + sum(delivered.map((bytes) => Math.min(bytes, connection)));
}

/** All of them together. */
export function sum(numbers: readonly number[]): number {
  return numbers.reduce((before, number) => before + number, 0);
}
