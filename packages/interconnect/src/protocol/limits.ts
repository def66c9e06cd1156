import { type Bounds, checkIntegers, MAX_TIMER } from '@scelle/core/internal';

/** What a receiver bounds, against those who would fill its memory, its disc or its time. */
export interface ReceiverLimits {
  /** Bytes of the disc that stay free. */
  readonly reservedBytes: number;
  /** Uploads that one peer may have begun and not finished. */
  readonly maxOpenUploads: number;
  /** How long the missing bytes of an upload are kept free for it after the last one came, in milliseconds. */
  readonly claimLifetime: number;
  /** After how long an unfinished upload is removed to which nothing comes any more, in milliseconds. */
  readonly uploadLifetime: number;
  /** Connections of peers. */
  readonly maxConnections: number;
  readonly maxConnectionsPerPeer: number;
  /** Connections that nobody knows yet whose they are; beyond that the oldest is cut. */
  readonly maxUnadmitted: number;
  readonly maxUnadmittedPerAddress: number;
  /** How long the TLS handshake and the head of a request may take, in milliseconds. */
  readonly headTimeout: number;
  /** Over which time the rate of a body is looked at, in milliseconds, and its least bytes in that time. */
  readonly bodyInterval: number;
  readonly bodyBytes: number;
  /** How long an idle connection is kept, in milliseconds. */
  readonly idleTimeout: number;
}

/** The limits where nothing else is said. */
export const defaultLimits: ReceiverLimits = {
  reservedBytes: 1024 ** 3,
  maxOpenUploads: 16,
  claimLifetime: 5 * 60_000,
  uploadLifetime: 7 * 86_400_000,
  maxConnections: 1_024,
  maxConnectionsPerPeer: 64,
  maxUnadmitted: 256,
  maxUnadmittedPerAddress: 64,
  headTimeout: 10_000,
  bodyInterval: 30_000,
  bodyBytes: 16_384,
  idleTimeout: 60_000,
};

const MAX = Number.MAX_SAFE_INTEGER;

/** What each limit may be. */
const bounds: Bounds<ReceiverLimits> = {
  reservedBytes: [0, MAX],
  maxOpenUploads: [1, MAX],
  claimLifetime: [0, MAX],
  uploadLifetime: [0, MAX],
  maxConnections: [1, MAX],
  maxConnectionsPerPeer: [1, MAX],
  maxUnadmitted: [1, MAX],
  maxUnadmittedPerAddress: [1, MAX],
  headTimeout: [1, MAX_TIMER],
  bodyInterval: [1, MAX_TIMER],
  bodyBytes: [0, MAX],
  idleTimeout: [1, MAX_TIMER],
};

/** The limits of a receiver, those that are not given as they usually are. Throws `option-invalid`. */
export function completeLimits(given: Partial<ReceiverLimits> = {}): ReceiverLimits {
  const limits = { ...defaultLimits, ...given };
  checkIntegers(limits, bounds);
  return limits;
}
