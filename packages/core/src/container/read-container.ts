import { limits } from '../batch/limits.ts';
import { CoreError } from '../errors/core-error.ts';
import type { BatchSource, ByteRange } from '../io/source.ts';
import { checkCoSignatureCount, checkMemberSize, maximalMemberBytes } from './limits.ts';
import { type CoSigner, manifestMember, parseCoSignatureMember, payloadMember, sealMember } from './member-names.ts';
import { MemberReader } from './member-reader.ts';
import { blockLength } from './ustar-header.ts';

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
