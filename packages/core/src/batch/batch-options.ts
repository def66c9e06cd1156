import type { Recipient } from '../age/keys.ts';
import type { ScelleError } from '../errors/scelle-error.ts';
import type { Sink } from '../io/source.ts';
import type { Signer } from '../minisign/sign.ts';
import type { Profile } from '../record/profile.ts';
import type { GroupWorkers } from '../workers/group-workers.ts';
import type { ReadAttachment } from './attachment-desk.ts';
import type { ContentStatement } from './content-document.ts';
import type { ManifestHead } from './create-manifest.ts';
import type { Environment } from './environment.ts';
import type { Manifest } from './manifest.ts';
import type { PayloadWriter } from './payload-writer.ts';

/** Which batch it is, and what the sender states about it. */
export interface BatchHeader extends Partial<ContentStatement> {
  readonly sender: string;
  readonly recipient: string;
  readonly stream: string;
  /** From 1, without gaps. */
  readonly sequence: number;
  /** SHA-256 of the manifest before, hex; null for sequence 1 only. */
  readonly previous: string | null;
  readonly replaces?: Manifest['replaces'];
  readonly profile: Profile;
}

/** Who seals, and who can open. */
export interface BatchKeys {
  readonly signer: Signer;
  /** 1 to 16, all classical or all hybrid. */
  readonly recipients: readonly Recipient[];
}

export interface BatchWriterOptions {
  /** Where attachments come from that were not given with `addAttachment`. */
  readonly readAttachment?: ReadAttachment;
  readonly environment?: Environment;
  /** Threads that hash and compress; 0 for none beside this one. Default: one for each processor. */
  readonly threads?: number;
}

/** A batch that was sealed: what was written, and its fingerprint. */
export interface SealedBatch {
  readonly manifest: Manifest;
  /** SHA-256 of the manifest, hex: what the next batch names as `previous`. */
  readonly manifestDigest: string;
  /** Length of the whole batch. */
  readonly bytes: number;
}

/** Told of a line of input that is refused; the batch goes on without it, unless this throws. */
export type RefuseLine = (error: ScelleError, line: Uint8Array, position: number) => void | Promise<void>;

/** Told, in the order of the runs, that all lines of a run have been added or refused. */
export type EndRun = (lines: number) => void;

/** What `createBatch` hands to the writer. */
export interface WriterParts {
  readonly sink: Sink;
  readonly head: ManifestHead;
  readonly profile: Profile;
  readonly signer: Signer;
  readonly agents: readonly string[];
  /** Its head is written already. */
  readonly payload: PayloadWriter;
  readonly workers: GroupWorkers;
  readonly readAttachment: ReadAttachment | undefined;
  readonly environment: Environment;
}
