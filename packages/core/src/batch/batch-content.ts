import { encodePayloadHeader, encodeTail, payloadPosition } from '../container/container.ts';
import { CoreError } from '../errors/core-error.ts';
import { ScelleError } from '../errors/define-errors.ts';
import type { AbortOptions } from '../io/abort.ts';
import { type ReadRun, splitLines } from '../lines/read-lines.ts';
import { type RecordLine, readRecordLine } from '../lines/record-line.ts';
import { toSha256Hex } from '../merkle/tree.ts';
import { signDocument } from '../minisign/sign.ts';
import { AttachmentPool } from './attachments.ts';
import { type RefuseLine, type SealedBatch, toInstant, type WriterParts } from './batch-options.ts';
import { type AcceptedRun, GroupBuilder } from './group-builder.ts';
import { BATCH_FORMAT, createManifest, encodeManifest, type Manifest, parseManifest } from './manifest.ts';
import { BatchSummary, type RecordQuota } from './summary.ts';

/**
 * The records of a batch as they are put into groups and written. Calls must not overlap. A record that is refused
 * leaves everything as it was; after a failure to write nothing more may be added.
 */
export class BatchContent {
  readonly #parts: WriterParts;
  readonly #quota: RecordQuota;
  readonly #groups = new GroupBuilder();
  readonly #attachments: AttachmentPool;
  readonly #summary = new BatchSummary();
  #hasFailed = false;
  /** The manifest of what was written whole, and waits for its signature. */
  #unsigned: Manifest | null = null;

  constructor(parts: WriterParts, quota: RecordQuota) {
    this.#parts = parts;
    this.#quota = quota;
    this.#attachments = new AttachmentPool(parts.readAttachment);
  }

  /** Whether writing failed: a batch that lacks a part of it would be a lie. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /** Whether the payload is written whole, so that nothing may be added any more. */
  get isComplete(): boolean {
    return this.#unsigned !== null;
  }

  /** Keeps an attachment for the records that follow, and gives its SHA-256 in hex. */
  putAttachment(bytes: Uint8Array): string {
    return this.#attachments.put(bytes);
  }

  /** Adds a record. */
  async add({ bytes, facts }: RecordLine): Promise<void> {
    const added = new Map<string, Uint8Array>();
    for (const [digest, length] of this.#groups.findNewAttachments(facts.segments)) {
      added.set(digest, await this.#attachments.read(digest, length));
    }
    this.#quota.reserve(facts);
    if (!this.#groups.hasRoomFor(bytes, added)) await this.#writeGroup();
    this.#groups.add(bytes, added);
    this.#attachments.release(facts.segments);
    this.#summary.add(facts);
  }

  /** Adds a run of lines but for those that are refused, and gives their number. */
  async addRun({ input, accepted }: ReadRun, refuse: RefuseLine): Promise<number> {
    if (accepted === null || !this.#quota.reserveAll(accepted.summary)) return this.#addOneByOne(input, null, refuse);
    const added = await this.#addAccepted(accepted);
    return added === accepted.summary.records ? added : this.#addOneByOne(input, added, refuse);
  }

  /** Adds a run whose records were counted one by one. */
  async addReserved({ accepted }: ReadRun): Promise<void> {
    const added = accepted === null ? 0 : await this.#addAccepted(accepted);
    if (added !== accepted?.summary.records) throw new Error('A record that was recognised was then refused.');
  }

  /**
   * Writes what is left, the manifest, and the seal. Throws `attachment-unreferenced`, after which more may be added. Where
   * the signer fails, nothing of the tail is written, and it may be asked again.
   */
  async seal(options: AbortOptions = {}): Promise<SealedBatch> {
    this.#unsigned ??= await this.#complete();
    const sealed = await sealManifest(this.#parts, this.#unsigned, options);
    return this.#orFail(() => writeTail(this.#parts, sealed));
  }

  async #complete(): Promise<Manifest> {
    if (this.#attachments.waiting > 0)
      throw new CoreError('attachment-unreferenced', { found: this.#attachments.waiting });
    if (this.#groups.records > 0) await this.#writeGroup();
    return this.#orFail(() => this.#finishPayload());
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

  /** Adds the lines of a run; of one that was counted, the first `added` were added already. Gives the number of lines. */
  async #addOneByOne(input: Uint8Array, added: number | null, refuse: RefuseLine): Promise<number> {
    let position = 0;
    for (const line of splitLines(input)) {
      try {
        const record = readRecordLine(this.#parts.profile, line);
        if (added !== null && position < added) {
          this.#summary.add(record.facts);
        } else {
          if (added !== null) this.#quota.takeBack(record.facts);
          await this.add(record);
        }
      } catch (error) {
        // A defect of the profile is no refusal of a line.
        if (this.#hasFailed || !ScelleError.is(error) || error.code === 'profile-failed') throw error;
        await refuse(error, line, position);
      }
      position += 1;
    }
    return position;
  }

  /** Adds lines up to where one would be refused, and gives their number. Only of a whole run the totals are counted. */
  async #addAccepted(run: AcceptedRun): Promise<number> {
    const { summary } = run;
    for (let from = 0; from < summary.records; ) {
      const added = await this.#addPart(run, from);
      if (added === null) return from;
      from += added;
    }
    this.#summary.merge(summary);
    return summary.records;
  }

  /** Adds as many lines as belong to one group; null where something about their attachments would be refused. */
  async #addPart(run: AcceptedRun, from: number): Promise<number | null> {
    try {
      const part = this.#groups.findPart(run, from);
      const attachments = await this.#attachments.readAll(part.added);
      this.#groups.addPart(run, part, attachments);
      this.#attachments.release(part.references);
      if (part.end < run.ends.length) await this.#writeGroup();
      return part.end - from;
    } catch (error) {
      if (this.#hasFailed || !(error instanceof CoreError)) throw error;
      return null;
    }
  }

  async #writeGroup(): Promise<void> {
    const group = this.#groups.take();
    await this.#orFail(() => this.#parts.payload.addGroup(group));
    for (const memory of group.memory) this.#attachments.giveBack(memory);
  }

  /** What is written cannot be taken back. */
  async #orFail<T>(write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      this.#hasFailed = true;
      throw error;
    }
  }
}

/** A manifest with its seal. */
interface SealedManifest {
  readonly manifest: Manifest;
  readonly bytes: Uint8Array;
  readonly seal: Uint8Array;
}

/** Seals a manifest. Nothing is written: it may be done again where the signer fails. Throws what the signer throws. */
async function sealManifest(
  { head, signer, environment }: WriterParts,
  manifest: Manifest,
  options: AbortOptions,
): Promise<SealedManifest> {
  const bytes = encodeManifest(manifest);
  // Our own reader judges it before it is signed: what breaks a rule must not be sealed.
  parseManifest(bytes);
  const time = toInstant(environment.now());
  const statement = { format: BATCH_FORMAT, role: 'sender', signer: head.sender, time };
  return { manifest, bytes, seal: await signDocument(signer, bytes, statement, options) };
}

/**
 * Writes what follows the payload; then, last, the header before it, without which nothing passes for a batch. Throws
 * what the sink throws. Source: docs/format.md § Order of writing.
 */
async function writeTail({ sink }: WriterParts, { manifest, bytes, seal }: SealedManifest): Promise<SealedBatch> {
  const payloadBytes = manifest.payload.bytes;
  const tail = encodeTail({ payloadBytes, manifest: bytes, seal, coSignatures: [] });
  await sink.write(payloadPosition + payloadBytes, tail);
  await sink.write(0, encodePayloadHeader(payloadBytes));
  return {
    manifest,
    manifestDigest: toSha256Hex(bytes),
    bytes: payloadPosition + payloadBytes + tail.length,
  };
}
