import { setTimeout } from 'node:timers/promises';
import { checkIntegers, MAX_TIMER } from '@scelle/core/internal';
import { InterconnectError } from '../errors/interconnect-error.ts';
import { checkUsage, defaultPace, paceBounds } from './pace.ts';

/** How a transfer goes on after a failure, in milliseconds. */
export interface RetryOptions {
  /** The first delay, and the longest; each is about twice the one before. */
  readonly firstDelay?: number;
  readonly longestDelay?: number;
  /** How long it may fail without progress. */
  readonly patience?: number;
  /** How long all attempts may take together, and for how many bytes a second more. */
  readonly total?: number;
  readonly bytesPerSecond?: number;
  /** A number from 0 to 1: receivers that come back must not be called by everybody at once. */
  readonly random?: () => number;
  readonly sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** Codes that another attempt would not change here. */
  readonly final?: readonly string[];
  readonly now?: () => number;
}

const retryBounds = {
  firstDelay: [0, MAX_TIMER],
  longestDelay: [0, MAX_TIMER],
  patience: [0, Number.MAX_SAFE_INTEGER],
  total: paceBounds.total,
  bytesPerSecond: paceBounds.bytesPerSecond,
} as const;

/**
 * What counts as progress, in bytes. Threat: one byte more with each call would be reason enough to call for ever.
 */
const STEP = 65_536;

/** How often a batch that arrived damaged is sent again. */
const MAX_REPEATS = 1;

const transient: readonly string[] = [
  'receiver-unreachable',
  'receiver-busy',
  'receiver-failed',
  'upload-offset',
  // Somebody else may have finished it, or it may have expired.
  'resource-unknown',
];
const repeatable: readonly string[] = ['upload-damaged', 'upload-mismatch'];

/** One attempt of a transfer. */
export interface Attempt {
  /** To be called with how far the receiver says to be; only a good deal more than ever before is progress. */
  readonly reach: (offset: number) => void;
}

/**
 * Performs a transfer until it succeeds, with exponential back-off and full jitter, as long as it makes progress now and
 * then. Throws `option-invalid`, `transfer-given-up`, `receiver-too-slow`, and at once what another attempt would not change.
 */
export async function withRetries<Result>(
  name: string,
  perform: (attempt: Attempt) => Promise<Result>,
  options: RetryOptions & { readonly signal?: AbortSignal },
): Promise<Result> {
  const { firstDelay = 500, longestDelay = 60_000, patience = 900_000, random = Math.random, now = Date.now } = options;
  const {
    sleep = pause,
    signal,
    final = [],
    total = defaultPace.total,
    bytesPerSecond = defaultPace.bytesPerSecond,
  } = options;
  checkIntegers({ firstDelay, longestDelay, patience, total, bytesPerSecond }, retryBounds);
  const startedAt = now();
  let progressAt = startedAt;
  let first: number | null = null;
  let gained = 0;
  let farthest = 0;
  let failures = 0;
  let repeats = 0;

  function reach(offset: number): void {
    first ??= offset;
    gained = Math.max(gained, offset - first);
    if (offset < farthest + STEP) return;
    farthest = offset;
    progressAt = now();
    failures = 0;
  }

  for (;;) {
    try {
      return await perform({ reach });
    } catch (error) {
      if (!isWorthAnother(error, repeats) || final.includes(error.code)) throw error;
      if (repeatable.includes(error.code)) repeats += 1;
      const waited = now() - progressAt;
      if (waited >= patience) throw givenUp(name, waited, error);
      checkUsage(name, { milliseconds: now() - startedAt, bytes: gained }, { total, bytesPerSecond });
      const delay = random() * Math.min(longestDelay, firstDelay * 2 ** failures);
      failures += 1;
      await sleep(delay, signal);
    }
  }
}

function isWorthAnother(error: unknown, repeats: number): error is InterconnectError {
  if (!(error instanceof InterconnectError)) return false;
  return transient.includes(error.code) || (repeatable.includes(error.code) && repeats < MAX_REPEATS);
}

function givenUp(name: string, waited: number, cause: InterconnectError): InterconnectError {
  const expected = cause.details.found ?? cause.code;
  // A receiver that never answered is not there: that says more than how often it was called.
  if (cause.code === 'receiver-unreachable') return cause;
  return new InterconnectError('transfer-given-up', { name, found: Math.round(waited / 1000), expected }, { cause });
}

async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, signal ? { signal } : {}).catch(() => {
    throw new InterconnectError('transfer-stopped');
  });
}
