import { encodePayloadHeader, encodeTail, payloadPosition } from '../container/write-container.ts';
import { toSha256Hex } from '../merkle/tree.ts';
import { signDocument } from '../minisign/sign.ts';
import type { SealedBatch, WriterParts } from './batch-options.ts';
import { toInstant } from './environment.ts';
import { BATCH_FORMAT, encodeManifest, type Manifest, parseManifest } from './manifest.ts';

/** A manifest with its seal. */
export interface SealedManifest {
  readonly manifest: Manifest;
  readonly bytes: Uint8Array;
  readonly seal: Uint8Array;
}

/** Seals a manifest. Nothing is written: it may be done again where the signer fails. Throws what the signer throws. */
export async function sealManifest(
  { head, signer, environment }: WriterParts,
  manifest: Manifest,
): Promise<SealedManifest> {
  const bytes = encodeManifest(manifest);
  // Our own reader judges it before it is signed: what breaks a rule must not be sealed.
  parseManifest(bytes);
  const time = toInstant(environment.now());
  const statement = { format: BATCH_FORMAT, role: 'sender', signer: head.sender, time };
  return { manifest, bytes, seal: await signDocument(signer, bytes, statement) };
}

/**
 * Writes what follows the payload; then, last, the header before it, without which nothing passes for a batch. Throws
 * what the sink throws. Source: docs/format.md § Order of writing.
 */
export async function writeTail(
  { sink }: WriterParts,
  { manifest, bytes, seal }: SealedManifest,
): Promise<SealedBatch> {
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
