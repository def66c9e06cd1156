import { encodePayloadHeader, encodeTail, payloadPosition } from '../container/write-container.ts';
import { toSha256Hex } from '../merkle/tree.ts';
import { signDocument } from '../minisign/sign.ts';
import type { SealedBatch, WriterParts } from './batch-options.ts';
import { toInstant } from './environment.ts';
import { BATCH_FORMAT, encodeManifest, type Manifest, parseManifest } from './manifest.ts';

/**
 * Seals a manifest, and writes what follows the payload; then, last, the header before it, without which nothing passes
 * for a batch. Throws what sink and signer throw. Source: docs/format.md § Order of writing.
 */
export async function writeTail(parts: WriterParts, manifest: Manifest): Promise<SealedBatch> {
  const { sink, head, signer, environment } = parts;
  const manifestBytes = encodeManifest(manifest);
  // Our own reader judges it before it is signed: what breaks a rule must not be sealed.
  parseManifest(manifestBytes);
  const time = toInstant(environment.now());
  const statement = { format: BATCH_FORMAT, role: 'sender', signer: head.sender, time };
  const seal = await signDocument(signer, manifestBytes, statement);
  const payloadBytes = manifest.payload.bytes;
  const tail = encodeTail({ payloadBytes, manifest: manifestBytes, seal, coSignatures: [] });
  await sink.write(payloadPosition + payloadBytes, tail);
  await sink.write(0, encodePayloadHeader(payloadBytes));
  return {
    manifest,
    manifestDigest: toSha256Hex(manifestBytes),
    bytes: payloadPosition + payloadBytes + tail.length,
  };
}
