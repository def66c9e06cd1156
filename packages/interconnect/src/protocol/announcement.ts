import { type Container, type Manifest, memorySource, parseManifest, readContainer, ScelleError } from '@scelle/core';
import { encodePayloadHeader, encodeTail, payloadPosition, toSha256Hex } from '@scelle/core/internal';
import { InterconnectError } from '../errors/interconnect-error.ts';
import type { Announcement } from '../ports/reception.ts';

/** What an announcement is sent as: tar members as they lie in a batch. */
export const ANNOUNCEMENT_TYPE = 'application/x-tar' as const;

/** No batch has more behind its payload: manifest, seal, sixteen co-signatures, each at its limit, with their headers. */
export const MAX_ANNOUNCEMENT_BYTES = 1_179_648;

/** An announcement that was read, and what follows from it. Nothing of it is verified. */
export interface ReadAnnouncement {
  readonly announcement: Announcement;
  readonly manifest: Manifest;
  /** SHA-256 of the manifest, hex. */
  readonly manifestDigest: string;
  /** SHA-256 of the announcement, hex: the name of its upload. It pins the manifest, every signature, and the length. */
  readonly id: string;
  /** Length of the whole batch. */
  readonly bytes: number;
}

/** A batch without its payload: what stands behind it in the file. Source: docs/protocol.md § Announcement. */
export function encodeAnnouncement({ manifest, seal, coSignatures }: Omit<Container, 'payload'>): Uint8Array {
  return new Uint8Array(encodeTail({ payloadBytes: 0, manifest, seal, coSignatures }));
}

/**
 * Reads an announcement, and accepts only what `encodeAnnouncement` would have written for it. Throws
 * `announcement-invalid`, `announcement-too-large`. Source: docs/protocol.md § Announcement.
 */
export async function readAnnouncement(bytes: Uint8Array): Promise<ReadAnnouncement> {
  if (bytes.length > MAX_ANNOUNCEMENT_BYTES) {
    throw new InterconnectError('announcement-too-large', { limit: MAX_ANNOUNCEMENT_BYTES });
  }
  try {
    const { payload: _, ...container } = await readContainer(
      memorySource(new Uint8Array(Buffer.concat([encodePayloadHeader(0), bytes]))),
    );
    const manifest = parseManifest(container.manifest);
    const payloadBytes = manifest.payload.bytes;
    return {
      announcement: { container, payloadBytes },
      manifest,
      manifestDigest: toSha256Hex(container.manifest),
      id: toSha256Hex(bytes),
      bytes: payloadPosition + payloadBytes + encodeTail({ payloadBytes, ...container }).length,
    };
  } catch (error) {
    throw toInvalid(error);
  }
}

function toInvalid(error: unknown): unknown {
  if (!ScelleError.is(error)) return error;
  return new InterconnectError('announcement-invalid', { found: error.code }, { cause: error });
}
