import type { Recipient } from '../age/keys.ts';
import { encodePayloadHeader, encodeTail, payloadPosition } from '../container/write-container.ts';
import { CoreError } from '../errors/core-error.ts';
import type { Sink } from '../io/sink.ts';
import { hashLeaf, sha256 } from '../merkle/hash.ts';
import { MerkleRoot } from '../merkle/merkle-root.ts';
import { leafSalt } from '../merkle/salts.ts';
import { signDocument } from '../minisign/sign-document.ts';
import type { Signer } from '../minisign/signer.ts';
import type { Profile } from '../record/profile.ts';
import { encodeRecord, type RecordLine, readRecordLine } from '../record/record-line.ts';
import { VERSION } from '../version.ts';
import { AttachmentDesk, type ReadAttachment } from './attachment-desk.ts';
import type { ContentDocument, ContentStatement } from './content-document.ts';
import { encodeMembers } from './encode-members.ts';
import { type Environment, toInstant } from './environment.ts';
import { GroupBuilder } from './group-builder.ts';
import { END_MARK_BYTES } from './inner-tar.ts';
import { limits } from './limits.ts';
import { BATCH_FORMAT, encodeManifest, type Manifest, parseManifest } from './manifest.ts';
import type { PayloadSummary, PayloadWriter } from './payload-writer.ts';
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
  readonly header: BatchHeader;
  readonly keys: BatchKeys;
  readonly content: ContentDocument;
  readonly createdAt: string;
  readonly saltKey: Uint8Array;
  readonly document: Uint8Array;
  readonly payload: PayloadWriter;
  readonly readAttachment: ReadAttachment | undefined;
  readonly environment: Environment;
}

/**
 * Adds records to a batch, one after the other, and seals it. A record that is refused leaves the batch as it was; any
 * other failure ends it. Calls may overlap: they are carried out in order.
 */
export class BatchWriter {
  readonly #parts: WriterParts;
  readonly #agents: ReadonlySet<string>;
  readonly #groups = new GroupBuilder();
  readonly #desk: AttachmentDesk;
  readonly #summary = new BatchSummary();
  readonly #tree = new MerkleRoot();
  #sealed = false;
  #last: Promise<unknown> = Promise.resolve();

  /** Use `createBatch`. */
  constructor(parts: WriterParts) {
    this.#parts = parts;
    this.#agents = new Set(parts.content.agents);
    this.#desk = new AttachmentDesk(parts.readAttachment);
    this.#addLeaf(parts.document);
  }

  /** Keeps an attachment for the records that follow, and gives its SHA-256 in hex. Throws `attachment-too-large`, `attachment-empty`. */
  addAttachment(bytes: Uint8Array): string {
    return this.#desk.put(bytes);
  }

  /**
   * Adds a record, given as an object whose keys may be in any order. Throws the `record-…` codes, and those of
   * attachments: `attachment-not-found`, `attachment-wrong-length`, `attachment-wrong-digest`.
   */
  async addRecord(record: object): Promise<void> {
    await this.addRecordLine(encodeRecord(this.#parts.header.profile, record));
  }

  /** Adds a line of JSON Lines input. Throws what `readRecordLine` and `addRecord` throw. */
  async addLine(line: Uint8Array): Promise<void> {
    await this.addRecordLine(readRecordLine(this.#parts.header.profile, line));
  }

  /** Adds a record that was read already. */
  addRecordLine(line: RecordLine): Promise<void> {
    return this.#inOrder(() => this.#add(line));
  }

  /** Writes what is left, the manifest, and the seal. Throws `attachment-unreferenced`, and what the signer throws. */
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
    if (this.#sealed) throw new CoreError('batch-sealed');
    if (this.#summary.records === limits.records) throw new CoreError('too-many-records', { limit: limits.records });
    if (facts.agent !== null && !this.#agents.has(facts.agent)) throw new CoreError('record-agent-unlisted');
    const added = new Map<string, Uint8Array>();
    for (const [digest, length] of this.#groups.findNewAttachments(facts.segments)) {
      added.set(digest, await this.#desk.take(digest, length));
    }
    if (!this.#groups.admits(bytes, added)) await this.#writeGroup();
    this.#groups.add(bytes, added);
    this.#summary.add(facts);
    this.#addLeaf(bytes);
  }

  #addLeaf(content: Uint8Array): void {
    this.#tree.push(hashLeaf(leafSalt(this.#parts.saltKey, this.#tree.leaves), content));
  }

  async #writeGroup(): Promise<void> {
    await this.#parts.payload.addFrame(await encodeMembers(this.#groups.takeMembers()));
  }

  async #seal(): Promise<SealedBatch> {
    const { sink, header, keys, payload, environment } = this.#parts;
    if (this.#sealed) throw new CoreError('batch-sealed');
    if (this.#desk.waiting > 0) throw new CoreError('attachment-unreferenced', { found: this.#desk.waiting });
    this.#sealed = true;
    if (!this.#groups.isEmpty) await this.#writeGroup();
    await payload.addFrame(new Uint8Array(END_MARK_BYTES));
    const manifest = this.#describe(await payload.finish());
    const manifestBytes = encodeManifest(manifest);
    // Our own reader judges it before it is signed: a header that breaks a rule must not be sealed.
    parseManifest(manifestBytes);
    const seal = await signDocument(keys.signer, manifestBytes, {
      format: BATCH_FORMAT,
      role: 'sender',
      signer: header.sender,
      time: toInstant(environment.now()),
    });
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

  #describe({ bytes, sha256: payloadDigest, contentBytes }: PayloadSummary): Manifest {
    const { header, keys, content, createdAt } = this.#parts;
    return {
      format: BATCH_FORMAT,
      id: content.id,
      sender: content.sender,
      recipient: content.recipient,
      stream: content.stream,
      sequence: content.sequence,
      previous: header.previous,
      replaces: header.replaces ?? null,
      createdAt,
      period: this.#summary.period,
      profile: header.profile.name,
      records: { count: this.#summary.records, merkleRoot: Buffer.from(this.#tree.root()).toString('hex') },
      controllers: this.#summary.controllers,
      attachments: this.#groups.attachments,
      content: { bytes: contentBytes },
      payload: { bytes, sha256: payloadDigest },
      sealedTo: keys.recipients.map((recipient) => recipient.text),
      producer: `scelle/${VERSION}`,
    };
  }
}
