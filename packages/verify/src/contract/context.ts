import type { ContentDocument, Identity, Manifest } from '@scelle/core';
import type { RecordLine, RunLeaves } from '@scelle/core/internal';
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
 * released only once the report says `accepted` at level *full*.
 */
export interface ContentConsumer {
  /** Called once, first. */
  begin?(manifest: Manifest, content: ContentDocument, leaf: ContentLeaf): Promise<void>;
  takeGroup(group: ProvisionalGroup): Promise<void>;
}

/** What a verification takes beside the batch and the policy. */
export interface VerificationContext {
  /** The opening keys; without any, nothing is opened, and the level is *sealed*. */
  readonly identities?: readonly Identity[];
  /** What is known of the batches before; without it, the sequence is not checked, and the verdict says so. */
  readonly ledger?: Ledger;
  /** The time: that of reception where no ledger knows an earlier one. Read once. Default: now. */
  readonly now?: Date;
  /** The channel that the batch came by; where it is not told, one that the policy restricts is not accepted. */
  readonly channel?: Channel;
  /** Name of the file or other origin, for the report. */
  readonly origin?: string;
  /** Needs an identity. */
  readonly consumer?: ContentConsumer;
  /** Threads that examine the records; 0 for none beside this one. Default: one for each processor. */
  readonly threads?: number;
  readonly onProgress?: (progress: Progress) => void;
}
