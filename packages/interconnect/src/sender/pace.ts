import type { ClientRequest, IncomingMessage } from 'node:http';
import { type Bounds, MAX_TIMER } from '@scelle/core/internal';
import { InterconnectError } from '../errors/interconnect-error.ts';

/** What a receiver must keep up with, so that nobody waits for one that drips. */
export interface Pace {
  /** How long nothing may come or go, and how long the head of an answer may take once all was sent, in milliseconds. */
  readonly silence: number;
  /** Over which time the rate is looked at, in milliseconds, and the least bytes in that time, whichever way they go. */
  readonly interval: number;
  readonly bytes: number;
  /** How long the requests of a connection may take together, in milliseconds, and for how many bytes a second more. */
  readonly total: number;
  readonly bytesPerSecond: number;
}

/** The pace where nothing else is said. */
export const defaultPace: Pace = {
  silence: 120_000,
  interval: 60_000,
  bytes: 16_384,
  total: 3_600_000,
  bytesPerSecond: 16_384,
};

/** What each may be. */
export const paceBounds: Bounds<Pace> = {
  silence: [1, MAX_TIMER],
  interval: [1, MAX_TIMER],
  bytes: [0, Number.MAX_SAFE_INTEGER],
  total: [0, Number.MAX_SAFE_INTEGER],
  bytesPerSecond: [1, Number.MAX_SAFE_INTEGER],
};

/** What the requests of one connection have taken so far. */
export interface Usage {
  milliseconds: number;
  bytes: number;
}

/**
 * Throws `receiver-too-slow` where a peer was given its time. Threat: whoever keeps to every single bound, and takes for
 * ever by many small steps.
 */
export function checkUsage(
  name: string,
  { milliseconds, bytes }: Usage,
  { total, bytesPerSecond }: Pick<Pace, 'total' | 'bytesPerSecond'>,
): void {
  if (milliseconds <= total + (bytes / bytesPerSecond) * 1000) return;
  throw new InterconnectError('receiver-too-slow', { name, found: Math.round(milliseconds / 1000), expected: bytes });
}

/** Looks after one request: ends it once the other end falls behind. */
export class PaceWatch {
  readonly #name: string;
  readonly #request: ClientRequest;
  readonly #pace: Pace;
  readonly #usage: Usage;
  readonly #timer: NodeJS.Timeout;
  #response: IncomingMessage | null = null;
  /** Whether a piece of the answer is waited for, and not being worked on here. */
  isHungry = true;
  #waitingSince = performance.now();
  #lookedAt = this.#waitingSince;
  #taken = 0;
  #received = 0;
  #receivedBefore = 0;
  /** Why the request was ended. */
  reason: InterconnectError | null = null;

  constructor(name: string, request: ClientRequest, pace: Pace, usage: Usage) {
    [this.#name, this.#request, this.#pace, this.#usage] = [name, request, pace, usage];
    this.#timer = setInterval(() => this.#look(), pace.interval);
    this.#timer.unref();
    request.once('finish', () => {
      this.#waitingSince = performance.now();
    });
  }

  /** The head of the answer is here. */
  answered(response: IncomingMessage): void {
    this.#response = response;
    this.#receivedBefore = this.#received;
    this.#timer.refresh();
  }

  /** So many bytes of the answer have come. */
  receive(bytes: number): void {
    this.#received += bytes;
    this.#usage.bytes += bytes;
  }

  end(): void {
    clearInterval(this.#timer);
    this.#count();
  }

  #look(): void {
    this.#count();
    try {
      checkUsage(this.#name, this.#usage, this.#pace);
      if (this.#isBehind())
        throw new InterconnectError('receiver-unreachable', { name: this.#name, found: 'ETIMEDOUT' });
    } catch (error) {
      this.reason = error as InterconnectError;
      (this.#response ?? this.#request).destroy(this.reason);
      this.end();
    }
  }

  #count(): void {
    const now = performance.now();
    this.#usage.milliseconds += now - this.#lookedAt;
    this.#lookedAt = now;
  }

  #isBehind(): boolean {
    if (this.#response !== null) return this.#isAnsweringSlowly();
    const isSending = this.#request.socket?.connecting === false && !this.#request.writableFinished;
    if (isSending && !this.#isTakingSlowly()) this.#waitingSince = performance.now();
    else if (isSending) return true;
    return performance.now() - this.#waitingSince >= this.#pace.silence;
  }

  #isAnsweringSlowly(): boolean {
    const isSlow = this.isHungry && this.#received - this.#receivedBefore < this.#pace.bytes;
    this.#receivedBefore = this.#received;
    return isSlow;
  }

  /** Only where something lies ready for it: a disc of ours that hangs is not its fault. */
  #isTakingSlowly(): boolean {
    const { bytesWritten, writableLength } = this.#request.socket!;
    const taken = bytesWritten - writableLength;
    const delta = taken - this.#taken;
    this.#taken = taken;
    this.#usage.bytes += delta;
    return writableLength > 0 && delta < this.#pace.bytes;
  }
}
