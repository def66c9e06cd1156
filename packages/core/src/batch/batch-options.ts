import { randomBytes } from 'node:crypto';
import type { Recipient } from '../age/keys.ts';
import type { ScelleError } from '../errors/define-errors.ts';
import type { AbortOptions } from '../io/abort.ts';
import type { Sink } from '../io/source.ts';
import type { Signer } from '../minisign/sign.ts';
import type { Profile } from '../record/profile.ts';
import type { GroupWorkers, ThreadOptions } from '../workers/group-workers.ts';
import type { ReadAttachment } from './attachments.ts';
import type { ContentStatement } from './content-document.ts';
import type { Manifest, ManifestHead } from './manifest.ts';
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

/** `signal` ends the batch: every later call throws its reason. The writer is then to be disposed of, which ends its threads. */
export interface BatchWriterOptions extends ThreadOptions, AbortOptions {
  /** Where attachments come from that were not given with `addAttachment`. */
  readonly readAttachment?: ReadAttachment;
  readonly environment?: Environment;
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
  readonly signal: AbortSignal | undefined;
}

/** What a batch takes from the world around it, so that tests can fix it. */
export interface Environment {
  now(): Date;
  randomBytes(length: number): Uint8Array;
}

/** The clock and the random source of this machine. */
export const systemEnvironment: Environment = { now: () => new Date(), randomBytes };

/** The instant in the form of docs/format.md: milliseconds only where there are any. */
export function toInstant(date: Date): string {
  return date.toISOString().replace('.000Z', 'Z');
}

/** A UUID version 7 for that time. Source: RFC 9562 § 5.7. */
export function createUuidV7({ now, randomBytes }: Environment): string {
  const bytes = Uint8Array.from(randomBytes(16));
  new DataView(bytes.buffer).setBigUint64(
    0,
    (BigInt(now().getTime()) << 16n) | BigInt(bytes[6]! << 8) | BigInt(bytes[7]!),
  );
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = Buffer.from(bytes).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
