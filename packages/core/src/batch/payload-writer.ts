import { createHash } from 'node:crypto';
import type { Encryption } from '../age/encrypt.ts';
import { payloadPosition } from '../container/write-container.ts';
import { releaseMemory } from '../io/release-memory.ts';
import type { Sink } from '../io/sink.ts';
import { hashLeaf } from '../merkle/hash.ts';
import { MerkleRoot } from '../merkle/merkle-root.ts';
import { leafSalt } from '../merkle/salts.ts';
import type { SealedGroup } from '../workers/group-tasks.ts';
import type { GroupWorkers } from '../workers/group-workers.ts';
import { compressFrame } from '../zstd/compress-frame.ts';
import { encodeMembers, type Member } from './encode-members.ts';
import { CONTENT_DOCUMENT_MEMBER, contentStart, END_MARK_BYTES, SALT_KEY_MEMBER } from './inner-tar.ts';

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

/** How much is encrypted and written at once. */
const PIECE_BYTES = 1 << 20;

/**
 * Writes the payload in one pass: head, groups and end mark become a frame each, encrypted, digested and written in
 * order. A few groups are hashed and compressed side by side while the one before them is written. A failure counts
 * where its promise is awaited, which may be later than it happens; after one, every call fails.
 */
export class PayloadWriter {
  readonly #parts: PayloadParts;
  readonly #digest = createHash('sha256');
  readonly #tree = new MerkleRoot();
  readonly #underWay: { readonly bytes: number; readonly written: Promise<void> }[] = [];
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
    await this.#writeFrame({ frame: await compressFrame(tar), subtrees: [leaf] });
  }

  /** Takes the next group: `records` lines, then attachments. Resolves when there is room for another. */
  async addGroup(members: readonly [lines: Member, ...attachments: Member[]], records: number): Promise<void> {
    const { saltKey, workers } = this.#parts;
    const tar = await encodeMembers(members);
    const bytes = tar.length;
    const lines = { start: contentStart, end: contentStart + members[0].bytes.length };
    this.#contentBytes += bytes;
    const sealed = workers.sealGroup({ saltKey, firstLeaf: this.#leaves, tar, lines });
    this.#leaves += records;
    sealed.catch(() => undefined);
    this.#last = this.#last.then(async () => this.#writeFrame(await sealed));
    this.#last.catch(() => undefined);
    this.#underWay.push({ bytes, written: this.#last });
    while (this.#isFull()) await this.#underWay.shift()?.written;
  }

  #isFull(): boolean {
    const bytes = this.#underWay.reduce((total, group) => total + group.bytes, 0);
    return this.#underWay.length > this.#parts.workers.concurrency || bytes > MAX_BYTES_UNDER_WAY;
  }

  /** Writes the end mark and the end of the age file. */
  async finish(): Promise<PayloadSummary> {
    await this.#last;
    await this.#writeFrame({ frame: await compressFrame(new Uint8Array(END_MARK_BYTES)), subtrees: [] });
    await this.#write(this.#parts.encryption.finish());
    return {
      bytes: this.#bytes,
      sha256: this.#digest.digest('hex'),
      contentBytes: this.#contentBytes + END_MARK_BYTES,
      merkleRoot: Buffer.from(this.#tree.root()).toString('hex'),
    };
  }

  async #writeFrame({ frame, subtrees }: SealedGroup): Promise<void> {
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
  }
}
