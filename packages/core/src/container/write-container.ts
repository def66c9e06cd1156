import { CoreError } from '../errors/core-error.ts';
import {
  checkCoSignatureCount,
  checkMemberSize,
  manifestMember,
  parseCoSignatureMember,
  payloadMember,
  sealMember,
  toCoSignatureMember,
} from './member-names.ts';
import type { CoSignatureMember } from './read-container.ts';
import { blockLength, encodeHeader, paddingAfter } from './ustar-header.ts';

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
