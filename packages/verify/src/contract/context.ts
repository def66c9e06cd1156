import type { ContentDocument, Identities, Manifest, RecordLine, RunLeaves, Workers } from '@scelle/core';
import type { Channel } from './intake.ts';
import type { Ledger } from './policy.ts';

/** How far a long step has come. */
export interface Progress {
  readonly phase: 'payload' | 'content';
  readonly done: number;
  readonly total: number;
  readonly unit: 'bytes';
}

/** A group of records as it passed the checks that can be made group by group. */
export interface ProvisionalGroup {
  readonly index: number;
  /** The record lines, canonical, each with its newline. */
  readonly lines: Uint8Array;
  /** The same as records, in the order of the batch; each is parsed when it is asked for. */
  readonly records: readonly RecordLine[];
  /** Salts and hashes of their leaves, so that single records can be proven without the salt key. */
  readonly leaves: RunLeaves;
  /** The attachments that this group is the first to name, by SHA-256 (hex). */
  readonly attachments: readonly { readonly sha256: string; readonly bytes: Uint8Array }[];
}

/** batch.json as it is stored: leaf 0, with its salt. */
export interface ContentLeaf {
  readonly bytes: Uint8Array;
  readonly salt: Uint8Array;
}

/**
 * Takes the content while it is being verified. All of it is provisional: it may be kept only where nobody sees it, and
 * released only once the report says `accepted`.
 */
export interface ContentConsumer {
  /** Called once, first. */
  begin?(manifest: Manifest, content: ContentDocument, leaf: ContentLeaf): Promise<void>;
  takeGroup(group: ProvisionalGroup): Promise<void>;
}

/** What a verification without an opening key takes beside the batch and the policy. */
export interface SealedContext {
  /**
   * What is known of the batches before; `'none'` where nothing is: the sequence is not checked then, and the report says
   * so.
   */
  readonly ledger: Ledger | 'none';
  /** The time: that of reception where no ledger knows an earlier one. Read once. Default: now. */
  readonly now?: Date;
  /** The channel that the batch came by; where it is not told, one that the policy restricts is not accepted. */
  readonly channel?: Channel;
  /** Name of the file or other origin, for the report. */
  readonly origin?: string;
  readonly onProgress?: (progress: Progress) => void;
  /**
   * Ends the verification with its reason, as soon as the read or the consumer under way has ended; an identity is not
   * waited for. No thread, file or timer is left behind.
   */
  readonly signal?: AbortSignal;
}

/** What a verification in full takes beside the batch and the policy. */
export interface VerificationContext extends SealedContext {
  /** The opening keys. */
  readonly identities: Identities;
  readonly consumer?: ContentConsumer;
  /** Threads that examine the records, in place of those that all calls of the process share. */
  readonly workers?: Workers;
  /** How many of them work for this call at once at most; 0 for none. Default: all. */
  readonly threads?: number;
}

/** What the steps take that both share. */
export type StepsContext = SealedContext & Partial<Omit<VerificationContext, keyof SealedContext>>;
