import { CoreError } from '../errors/core-error.ts';
import type { BatchSource, ByteRange } from '../io/source.ts';
import { limits } from '../limits.ts';
import { blockLength, encodeHeader, isZero, type MemberHeader, paddingAfter, parseHeader } from './ustar-header.ts';

/** The age file. */
export const payloadMember = 'payload.tar.zst.age';
/** What every signature signs. */
export const manifestMember = 'manifest.json';
/** The sender's signature. */
export const sealMember = 'manifest.json.minisig';

const coSignaturePattern = /^manifest\.json\.([a-z0-9][a-z0-9-]{0,31})\.([0-9a-f]{16})\.minisig$/;

/** Whose co-signature a member is: `keyId` is 16 lower-case hex digits in the order in which minisign prints them. */
export interface CoSigner {
  readonly role: string;
  readonly keyId: string;
}

/** The member that holds the co-signature (docs/format.md § Outer container). */
export function toCoSignatureMember({ role, keyId }: CoSigner): string {
  return `manifest.json.${role}.${keyId}.minisig`;
}

/** Whose co-signature the member is; null if its name is not one. The role `sender` belongs to the seal alone. */
export function parseCoSignatureMember(member: string): CoSigner | null {
  const [, role, keyId] = coSignaturePattern.exec(member) ?? [];
  return role === undefined || keyId === undefined || role === 'sender' ? null : { role, keyId };
}

/** The most bytes of one member. */
export function maximalMemberBytes(member: string): number {
  if (member === payloadMember) return Number.MAX_SAFE_INTEGER;
  return member === manifestMember ? limits.manifestBytes : limits.signatureBytes;
}

/** Throws `container-member-too-large` if a member of `bytes` bytes is over its limit (docs/format.md § Limits). */
export function checkMemberSize(member: string, bytes: number): void {
  const limit = maximalMemberBytes(member);
  if (bytes > limit) throw new CoreError('container-member-too-large', { member, found: bytes, limit });
}

/** Throws `container-too-many-signatures` if a batch has more co-signatures than it may. */
export function checkCoSignatureCount(count: number): void {
  const limit = limits.coSignatures;
  if (count > limit) throw new CoreError('container-too-many-signatures', { found: count, limit });
}

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

/** Where the payload begins; its header, which tells its size, is written last (docs/format.md § Order of writing). */
export const payloadPosition: number = blockLength;

/** What follows the payload. */
export interface ContainerTail {
  /** Bytes of the payload before it. */
  readonly payloadBytes: number;
  readonly manifest: Uint8Array;
  readonly seal: Uint8Array;
  /** In the order in which they were added. */
  readonly coSignatures: readonly CoSignatureMember[];
}

/** The header for a payload of `payloadBytes` bytes, to be written at 0. Throws `container-member-too-large`. */
export function encodePayloadHeader(payloadBytes: number): Uint8Array {
  checkMemberSize(payloadMember, payloadBytes);
  return encodeHeader({ name: payloadMember, size: payloadBytes });
}

/**
 * Everything after the payload, from its padding to the end of the container, to be written at
 * `payloadPosition + payloadBytes`. Throws `container-member-too-large`, `container-member-duplicate`,
 * `container-member-unexpected` (a role or key id that no member name can hold), `container-too-many-signatures`.
 */
export function encodeTail({ payloadBytes, manifest, seal, coSignatures }: ContainerTail): Uint8Array {
  checkCoSigners(coSignatures);
  return Buffer.concat([
    new Uint8Array(paddingAfter(payloadBytes)),
    ...encodeMember(manifestMember, manifest),
    ...encodeMember(sealMember, seal),
    ...coSignatures.flatMap((signature) => encodeMember(toCoSignatureMember(signature), signature.bytes)),
    new Uint8Array(2 * blockLength),
  ]);
}

function encodeMember(name: string, content: Uint8Array): readonly Uint8Array[] {
  checkMemberSize(name, content.length);
  return [encodeHeader({ name, size: content.length }), content, new Uint8Array(paddingAfter(content.length))];
}

function checkCoSigners(coSignatures: readonly CoSignatureMember[]): void {
  checkCoSignatureCount(coSignatures.length);
  const members = new Set<string>();
  for (const member of coSignatures.map(toCoSignatureMember)) {
    if (parseCoSignatureMember(member) === null) throw new CoreError('container-member-unexpected', { found: member });
    if (members.has(member)) throw new CoreError('container-member-duplicate', { member });
    members.add(member);
  }
}
