import { type DecryptOptions, decrypt } from '../age/decrypt.ts';
import type { Identity } from '../age/keys.ts';
import type { BatchSource, ByteRange } from '../io/source.ts';
import { decompressFrames } from '../zstd/read-frames.ts';
import { type OpenContent, openContent } from './read-groups.ts';

/** Which part of a source to open, and what bounds it. */
export interface PayloadLocation {
  /** Where the age file lies in the source. */
  readonly payload: ByteRange;
  /** `content.bytes` of the manifest. */
  readonly contentBytes: number;
}

/**
 * Decrypts and decompresses a payload as its groups are asked for. What comes out is authentic to the file key and has
 * the structure of docs/format.md; whether it is what the sender sealed, only `verifyBatch` of `@scelle/verify` tells.
 * Throws the codes of `decrypt`, `decompressFrames` and `openContent`.
 */
export async function openPayload(
  source: BatchSource,
  { payload, contentBytes }: PayloadLocation,
  identities: readonly Identity[],
  options: DecryptOptions = {},
): Promise<OpenContent> {
  const compressed = decrypt(source.stream(payload), identities, options);
  return openContent(decompressFrames(compressed, { limit: contentBytes }), contentBytes);
}
