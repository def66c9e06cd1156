import { createHash } from 'node:crypto';
import type { Encryption } from '../age/encrypt.ts';
import { payloadPosition } from '../container/container.ts';
import {
  CONTENT_DOCUMENT_MEMBER,
  END_MARK_BYTES,
  encodeMembers,
  type Member,
  memberBytes,
  SALT_KEY_MEMBER,
} from '../container/inner-tar.ts';
import { giveWay } from '../io/event-loop.ts';
import { releaseMemory } from '../io/own-memory.ts';
import type { Sink } from '../io/source.ts';
import { limits } from '../limits.ts';
import { leafSalt } from '../merkle/salts.ts';
import { hashLeaf, MerkleRoot } from '../merkle/tree.ts';
import type { CompressedFrame, CompressTask, GroupLines } from '../workers/group-tasks.ts';
import type { GroupWorkers } from '../workers/group-workers.ts';
import { compressFrame } from '../zstd/compress-frame.ts';
import type { CompleteGroup } from './group-builder.ts';

/** What the manifest says of a payload. */
export interface PayloadSummary {
  /** Length of the age file. */
  readonly bytes: number;
  /** Its SHA-256, hex. */
  readonly sha256: string;
  /** Length of the inner tar. */
  readonly contentBytes: number;
  /** Hex. */
  readonly merkleRoot: string;
}

/** What a payload writer needs. */
export interface PayloadParts {
  readonly sink: Sink;
  readonly encryption: Encryption;
  readonly saltKey: Uint8Array;
  readonly workers: GroupWorkers;
}

/**
 * How much is compressed and written side by side: many groups of lines, or one with attachments. More of those would
 * take hundreds of megabytes and be no faster, because it is reading and encryption that they wait for.
 */
const MAX_BYTES_UNDER_WAY = 16 << 20;

/** Content of a frame: two groups of lines, which compress better than one; or attachments, which take room meanwhile. */
const FRAME_BYTES = 2 * memberBytes(limits.groupLineBytes);

/** How much is encrypted and written at once. */
const PIECE_BYTES = 1 << 20;

/**
 * Writes the payload in one pass: head, groups and end mark become frames, encrypted, digested and written in order. A
 * few frames are hashed and compressed side by side while the one before them is written. A failure counts
 * where its promise is awaited, which may be later than it happens; after one, every call fails.
 */
export class PayloadWriter {
  readonly #parts: PayloadParts;
  readonly #digest = createHash('sha256');
  readonly #tree = new MerkleRoot();
  readonly #underWay: { readonly bytes: number; readonly written: Promise<void> }[] = [];
  /** The groups that the next frame will hold, and the length of their tar blocks. */
  #frame: GroupLines[] = [];
  #frameBytes = 0;
  #last: Promise<void> = Promise.resolve();
  #leaves = 1;
  #bytes = 0;
  #contentBytes = 0;

  constructor(parts: PayloadParts) {
    this.#parts = parts;
  }

  /** Writes the header of the age file, the salt key, and batch.json, which is leaf 0. */
  async writeHead(document: Uint8Array): Promise<void> {
    const { encryption, saltKey } = this.#parts;
    await this.#write(encryption.header);
    const tar = await encodeMembers([
      { name: SALT_KEY_MEMBER, bytes: Buffer.from(Buffer.from(saltKey).toString('hex')) },
      { name: CONTENT_DOCUMENT_MEMBER, bytes: document },
    ]);
    const leaf = { leaves: 1, root: hashLeaf(leafSalt(saltKey, 0), document) };
    this.#contentBytes += tar.length;
    await this.#writeFrame({ frame: compressFrame(tar), subtrees: [leaf] });
  }

  /** Takes the next group. Resolves when there is room for another. */
  async addGroup({ lines, ends, attachments }: CompleteGroup): Promise<void> {
    const bytes = memberBytes(lines.bytes.length);
    if (this.#frameBytes + bytes > FRAME_BYTES) await this.#compressLines();
    this.#frame.push({ name: lines.name, lines: lines.bytes, ends, firstLeaf: this.#leaves });
    this.#frameBytes += bytes;
    this.#leaves += ends.length;
    if (attachments.length === 0) return;
    await this.#compressLines();
    for (const part of divide(attachments)) {
      const blocks = await encodeMembers(part);
      await this.#compress({ groups: [], attachments: blocks }, blocks.length);
    }
  }

  async #compressLines(): Promise<void> {
    const groups = this.#frame;
    const bytes = this.#frameBytes;
    this.#frame = [];
    this.#frameBytes = 0;
    if (groups.length > 0) await this.#compress({ groups, attachments: new Uint8Array() }, bytes);
  }

  /** `bytes`: length of the content of the frame. */
  async #compress(content: Omit<CompressTask, 'saltKey'>, bytes: number): Promise<void> {
    const { saltKey, workers } = this.#parts;
    this.#contentBytes += bytes;
    const compressed = workers.compressGroups({ saltKey, ...content });
    compressed.catch(() => undefined);
    this.#last = this.#last.then(async () => this.#writeFrame(await compressed));
    this.#last.catch(() => undefined);
    this.#underWay.push({ bytes, written: this.#last });
    while (this.#isFull()) await this.#underWay.shift()?.written;
  }

  #isFull(): boolean {
    const bytes = this.#underWay.reduce((total, frame) => total + frame.bytes, 0);
    return this.#underWay.length > this.#parts.workers.concurrency || bytes > MAX_BYTES_UNDER_WAY;
  }

  /** Writes the end mark and the end of the age file. */
  async finish(): Promise<PayloadSummary> {
    await this.#compressLines();
    await this.#last;
    await this.#writeFrame({ frame: compressFrame(new Uint8Array(END_MARK_BYTES)), subtrees: [] });
    await this.#write(this.#parts.encryption.finish());
    return {
      bytes: this.#bytes,
      sha256: this.#digest.digest('hex'),
      contentBytes: this.#contentBytes + END_MARK_BYTES,
      merkleRoot: Buffer.from(this.#tree.root()).toString('hex'),
    };
  }

  /** Waits until nothing is being written any more, whether it was written or not. */
  async waitUntilIdle(): Promise<void> {
    await this.#last.catch(() => undefined);
  }

  async #writeFrame({ frame, subtrees }: CompressedFrame): Promise<void> {
    for (const subtree of subtrees) this.#tree.pushSubtree(subtree);
    for (let at = 0; at < frame.length; at += PIECE_BYTES) {
      await this.#write(this.#parts.encryption.push(frame.subarray(at, at + PIECE_BYTES)));
    }
    releaseMemory(frame);
  }

  async #write(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0) return;
    this.#digest.update(bytes);
    const position = payloadPosition + this.#bytes;
    this.#bytes += bytes.length;
    await this.#parts.sink.write(position, bytes);
    const turn = giveWay();
    if (turn !== null) await turn;
    releaseMemory(bytes);
  }
}

/** Divides attachments into parts that fill a frame each; one that is longer has a frame of its own. */
function* divide(attachments: readonly Member[]): Generator<readonly Member[]> {
  let part: Member[] = [];
  let bytes = 0;
  for (const attachment of attachments) {
    const length = memberBytes(attachment.bytes.length);
    if (part.length > 0 && bytes + length > FRAME_BYTES) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push(attachment);
    bytes += length;
  }
  yield part;
}
