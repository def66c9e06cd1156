import type { Recipient } from '../age/keys.ts';
import { encodePayloadHeader, encodeTail, payloadPosition } from '../container/write-container.ts';
import { CoreError } from '../errors/core-error.ts';
import type { Sink } from '../io/sink.ts';
import { sha256 } from '../merkle/hash.ts';
import { signDocument } from '../minisign/sign-document.ts';
import type { Signer } from '../minisign/signer.ts';
import type { Profile, RecordFacts } from '../record/profile.ts';
import { encodeRecord, type RecordLine, readRecordLine } from '../record/record-line.ts';
import type { GroupWorkers } from '../workers/group-workers.ts';
import { AttachmentDesk, type ReadAttachment } from './attachment-desk.ts';
import type { ContentStatement } from './content-document.ts';
import { createManifest, type ManifestHead } from './create-manifest.ts';
import { type Environment, toInstant } from './environment.ts';
import { GroupBuilder } from './group-builder.ts';
import { limits } from './limits.ts';
import { BATCH_FORMAT, encodeManifest, type Manifest, parseManifest } from './manifest.ts';
import type { PayloadWriter } from './payload-writer.ts';
import { BatchSummary } from './summary.ts';

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

/**
 * Adds records to a batch, one after the other, and seals it. A record that is refused leaves the batch as it was; a
 * failure to write ends it, and every later call throws `batch-failed`. Calls may overlap: they are carried out in
 * order. Lines and attachments are kept, not copied: the caller leaves their bytes as they are until the batch is sealed.
 */
export class BatchWriter {
  readonly #parts: WriterParts;
  readonly #agents: ReadonlySet<string>;
  readonly #groups = new GroupBuilder();
  readonly #desk: AttachmentDesk;
  readonly #summary = new BatchSummary();
  #state: 'open' | 'sealed' | 'failed' = 'open';
  #last: Promise<unknown> = Promise.resolve();

  /** Use `createBatch`. */
  constructor(parts: WriterParts) {
    this.#parts = parts;
    this.#agents = new Set(parts.agents);
    this.#desk = new AttachmentDesk(parts.readAttachment);
  }

  /** Keeps an attachment for the records that follow, and gives its SHA-256 in hex. Throws `attachment-too-large`, `attachment-empty`. */
  addAttachment(bytes: Uint8Array): string {
    return this.#desk.put(bytes);
  }

  /**
   * Adds a record, given as an object whose keys may be in any order. Throws the `record-…` codes, those of attachments
   * (`attachment-not-found`, `attachment-wrong-length`, `attachment-wrong-digest`, `attachment-too-large`,
   * `segment-length-conflict`), those of limits (`too-many-records`, `too-many-attachments`, `too-many-controllers`),
   * and `batch-sealed` or `batch-failed`.
   */
  async addRecord(record: object): Promise<void> {
    await this.addRecordLine(encodeRecord(this.#parts.profile, record));
  }

  /** Adds a line of JSON Lines input. Throws what `readRecordLine` and `addRecord` throw. */
  async addLine(line: Uint8Array): Promise<void> {
    await this.addRecordLine(readRecordLine(this.#parts.profile, line));
  }

  /** Adds a record that was read already. Throws what `addRecord` throws. */
  addRecordLine(line: RecordLine): Promise<void> {
    return this.#inOrder(() => this.#add(line));
  }

  /**
   * Writes what is left, the manifest, and the seal. Throws `attachment-unreferenced`, after which the batch is still
   * open, `batch-sealed` or `batch-failed`, and what sink and signer throw.
   */
  seal(): Promise<SealedBatch> {
    return this.#inOrder(() => this.#seal());
  }

  /** Callers need not wait for one record before they add the next. */
  #inOrder<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#last.then(task);
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #add({ bytes, facts }: RecordLine): Promise<void> {
    this.#checkOpen();
    this.#checkAdmissible(facts);
    const added = new Map<string, Uint8Array>();
    for (const [digest, length] of this.#groups.findNewAttachments(facts.segments)) {
      added.set(digest, await this.#desk.read(digest, length));
    }
    if (!this.#groups.admits(bytes, added)) await this.#writeGroup();
    this.#groups.add(bytes, added);
    this.#desk.release(facts.segments);
    this.#summary.add(facts);
  }

  #checkOpen(): void {
    if (this.#state !== 'open') throw new CoreError(`batch-${this.#state}`);
  }

  #checkAdmissible({ agent, controller }: RecordFacts): void {
    if (this.#summary.records === limits.records) throw new CoreError('too-many-records', { limit: limits.records });
    if (agent !== null && !this.#agents.has(agent)) throw new CoreError('record-agent-unlisted');
    if (!this.#summary.admits(controller)) throw new CoreError('too-many-controllers', { limit: limits.controllers });
  }

  async #writeGroup(): Promise<void> {
    // Unless all goes well: what is written cannot be taken back, and a batch without this group would be a lie.
    this.#state = 'failed';
    const { records } = this.#groups;
    await this.#parts.payload.addGroup(this.#groups.takeMembers(), records);
    this.#state = 'open';
  }

  async #seal(): Promise<SealedBatch> {
    this.#checkOpen();
    if (this.#desk.waiting > 0) throw new CoreError('attachment-unreferenced', { found: this.#desk.waiting });
    if (this.#groups.records > 0) await this.#writeGroup();
    this.#state = 'failed';
    const manifest = await this.#finishPayload();
    const sealed = await this.#writeTail(manifest);
    this.#state = 'sealed';
    await this.#parts.workers[Symbol.asyncDispose]();
    return sealed;
  }

  async #finishPayload(): Promise<Manifest> {
    const { head, payload } = this.#parts;
    const { bytes, sha256, contentBytes, merkleRoot } = await payload.finish();
    return createManifest(head, {
      period: this.#summary.period,
      records: { count: this.#summary.records, merkleRoot },
      controllers: this.#summary.controllers,
      attachments: this.#groups.attachments,
      content: { bytes: contentBytes },
      payload: { bytes, sha256 },
    });
  }

  async #writeTail(manifest: Manifest): Promise<SealedBatch> {
    const { sink, head, signer, environment } = this.#parts;
    const manifestBytes = encodeManifest(manifest);
    // Our own reader judges it before it is signed: what breaks a rule must not be sealed.
    parseManifest(manifestBytes);
    const time = toInstant(environment.now());
    const statement = { format: BATCH_FORMAT, role: 'sender', signer: head.sender, time };
    const seal = await signDocument(signer, manifestBytes, statement);
    const payloadBytes = manifest.payload.bytes;
    const tail = encodeTail({ payloadBytes, manifest: manifestBytes, seal, coSignatures: [] });
    await sink.write(payloadPosition + payloadBytes, tail);
    await sink.write(0, encodePayloadHeader(payloadBytes));
    return {
      manifest,
      manifestDigest: Buffer.from(sha256(manifestBytes)).toString('hex'),
      bytes: payloadPosition + payloadBytes + tail.length,
    };
  }
}
