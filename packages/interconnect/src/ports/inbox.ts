import type { BatchSource } from '@scelle/core';
import type { SignedDocument } from './documents.ts';
import type { CallingParty } from './outbox.ts';
import type { Arrival, DeliveryOutcome } from './reception.ts';

/** A signed document that a gateway is to have. */
export interface DocumentToHandOn {
  /** The peer that a notice concerns, or the batch and the stage of a receipt. */
  readonly name: string;
  readonly signed: SignedDocument;
  /** Notes that the gateway has it. */
  markHandedOn(): Promise<void>;
}

/** A decision of a gateway in the name of this party. */
export interface TakenDecision {
  /** The name of its batch. */
  readonly batch: string;
  readonly codes: readonly string[];
  /** Whether it changes anything here. */
  readonly isNew: boolean;
}

/**
 * What fetching from a gateway asks of the party for which it stands. `createInbox` of `@scelle/station` gives that of a
 * station.
 */
export interface Inbox extends CallingParty {
  /** Where what is fetched grows; it is made where it is missing. */
  readonly folder: string;
  /** How many bytes of the disc stay free. */
  readonly reservedBytes: number;
  /** Runs what two processes must not do for this party at once. Throws an error with a code where another one does. */
  alone<Result>(perform: () => Promise<Result>): Promise<Result>;
  /**
   * Verifies a batch and keeps it, like anything that comes from outside. `file` has its bytes, and may be kept by a second
   * name. `signal` ends the verification with its reason.
   */
  deliver(
    source: BatchSource,
    arrival: Arrival & { readonly file: string; readonly signal?: AbortSignal },
  ): Promise<{ readonly outcome: DeliveryOutcome; readonly codes: readonly string[] }>;
  /** The notices of this party that are in force. */
  listNotices(): Promise<readonly DocumentToHandOn[]>;
  /** The receipts that this party issued and the gateway has not got yet, the oldest first. */
  listReceipts(gateway: string): Promise<readonly DocumentToHandOn[]>;
  /** What a person decided here and the gateway has not got yet. */
  listDecisions(gateway: string): Promise<readonly Omit<DocumentToHandOn, 'name'>[]>;
  /** Takes what the gateway decided in the name of this party. Throws where it cannot be believed. */
  takeDecision(gateway: string, signed: SignedDocument): Promise<TakenDecision>;
}
