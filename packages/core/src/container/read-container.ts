import { CoreError } from '../errors/core-error.ts';
import type { BatchSource, ByteRange } from '../io/source.ts';
import { limits } from '../limits.ts';
import {
  type CoSigner,
  checkCoSignatureCount,
  checkMemberSize,
  manifestMember,
  maximalMemberBytes,
  parseCoSignatureMember,
  payloadMember,
  sealMember,
} from './member-names.ts';
import { blockLength, isZero, type MemberHeader, paddingAfter, parseHeader } from './ustar-header.ts';

/** A co-signature as it lies in the container; `bytes` are those of the minisign file. */
export interface CoSignatureMember extends CoSigner {
  readonly bytes: Uint8Array;
}

/** The members of a batch. Only their names and sizes have been checked, not what they hold. */
export interface Container {
  /** Where the age file lies in the source. */
  readonly payload: ByteRange;
  readonly manifest: Uint8Array;
  readonly seal: Uint8Array;
  /** In the order in which they were added. */
  readonly coSignatures: readonly CoSignatureMember[];
}

/** The most bytes that can follow the payload: its padding, the other members each at its limit, two zero blocks. */
const maximalTailBytes =
  blockLength +
  (blockLength + maximalMemberBytes(manifestMember)) +
  (1 + limits.coSignatures) * (blockLength + maximalMemberBytes(sealMember)) +
  2 * blockLength;

/**
 * Reads the outer tar with two reads, whatever the size of the payload (docs/format.md § Outer container). Accepts
 * exactly the bytes that `encodePayloadHeader` and `encodeTail` write, apart from the members' content.
 * Throws `container-truncated`, `container-header-invalid`, `container-member-unexpected`,
 * `container-member-too-large`, `container-member-duplicate`, `container-too-many-signatures`, `container-padding`,
 * `container-trailing-data`.
 */
export async function readContainer(source: BatchSource): Promise<Container> {
  const payload = await readPayloadRange(source);
  const tail = await openTail(source, payload);
  tail.skipPadding(payload.end - payload.start);
  const manifest = tail.readMember(manifestMember);
  const seal = tail.readMember(sealMember);
  const coSignatures = readCoSignatures(tail);
  tail.finish(source.size);
  return { payload, manifest, seal, coSignatures };
}

async function readPayloadRange(source: BatchSource): Promise<ByteRange> {
  const head = new MemberReader(await source.read(0, Math.min(blockLength, source.size)), 0);
  const { size } = head.readHeaderOf(payloadMember);
  return { start: blockLength, end: blockLength + size };
}

async function openTail(source: BatchSource, payload: ByteRange): Promise<MemberReader> {
  if (payload.end > source.size) throw new CoreError('container-truncated', { at: source.size });
  const length = Math.min(source.size - payload.end, maximalTailBytes);
  return new MemberReader(await source.read(payload.end, length), payload.end);
}

function readCoSignatures(tail: MemberReader): readonly CoSignatureMember[] {
  const byMember = new Map<string, CoSignatureMember>();
  for (let header = tail.readHeader(); header !== null; header = tail.readHeader()) {
    const signer = parseCoSignatureMember(header.name);
    if (signer === null) throw new CoreError('container-member-unexpected', { found: header.name });
    if (byMember.has(header.name)) throw new CoreError('container-member-duplicate', { member: header.name });
    checkCoSignatureCount(byMember.size + 1);
    checkMemberSize(header.name, header.size);
    byMember.set(header.name, { ...signer, bytes: tail.readContent(header) });
  }
  return [...byMember.values()];
}

/** Reads a part of a container, member by member; each method throws `container-truncated` at the end of the bytes. */
class MemberReader {
  readonly #bytes: Uint8Array;
  readonly #start: number;
  #at = 0;

  /** `start`: where in the container the bytes begin, for messages. */
  constructor(bytes: Uint8Array, start: number) {
    this.#bytes = bytes;
    this.#start = start;
  }

  /** The next header, or null for the first of the two zero blocks. Throws `container-header-invalid`. */
  readHeader(): MemberHeader | null {
    const at = this.#position;
    return parseHeader(this.#take(blockLength), at);
  }

  /** The content of the member whose header was read, a copy. The caller has checked the size. */
  readContent({ size }: MemberHeader): Uint8Array {
    const content = this.#take(size).slice();
    this.skipPadding(size);
    return content;
  }

  /** The header of the member `name`, which must come next. Throws `container-member-unexpected`, `…-too-large`. */
  readHeaderOf(name: string): MemberHeader {
    const at = this.#position;
    const header = this.readHeader();
    if (header === null) throw new CoreError('container-truncated', { at });
    if (header.name !== name) {
      throw new CoreError('container-member-unexpected', { at, found: header.name, expected: name });
    }
    checkMemberSize(name, header.size);
    return header;
  }

  /** The content of the member `name`, which must come next. Throws what `readHeaderOf` throws. */
  readMember(name: string): Uint8Array {
    return this.readContent(this.readHeaderOf(name));
  }

  /** Passes over the padding of a member of `size` bytes. Throws `container-padding` unless it is zero. */
  skipPadding(size: number): void {
    const at = this.#position;
    if (!isZero(this.#take(paddingAfter(size)))) throw new CoreError('container-padding', { at });
  }

  /** Demands the second zero block and then the end of a container of `size` bytes: `container-trailing-data`. */
  finish(size: number): void {
    const at = this.#position;
    const isEnd = isZero(this.#take(blockLength)) && this.#position === size;
    if (!isEnd) throw new CoreError('container-trailing-data', { at });
  }

  get #position(): number {
    return this.#start + this.#at;
  }

  #take(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.#bytes.length) {
      throw new CoreError('container-truncated', { at: this.#start + this.#bytes.length });
    }
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }
}
