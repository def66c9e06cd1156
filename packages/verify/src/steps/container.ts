import { createHash } from 'node:crypto';
import { type BatchSource, type Container, type Manifest, readContainer } from '@scelle/core';
import { giveWay, lendPieces } from '@scelle/core/internal';
import type { StepsContext } from '../contract/context.ts';
import { VerifyError } from '../errors/verify-error.ts';
import type { StepOutcome } from './checklist.ts';

/** Step 1: a canonical tar with the known members, within their limits. Source: docs/format.md § Outer container. */
export async function checkContainer(source: BatchSource): Promise<StepOutcome<Container>> {
  const container = await readContainer(source);
  const { payload, manifest, coSignatures } = container;
  return {
    value: container,
    compared: [
      { what: 'container-bytes', found: String(source.size) },
      { what: 'payload-bytes', found: String(payload.end - payload.start) },
      { what: 'manifest-bytes', found: String(manifest.length) },
      { what: 'co-signatures', found: String(coSignatures.length) },
    ],
  };
}

/** What is hashed without a pause. */
const SLICE_BYTES = 1 << 20;

/** Step 6: size and digest of the ciphertext; nothing is decrypted before. Source: docs/format.md § Manifest. */
export async function checkPayload(
  source: BatchSource,
  { payload }: Container,
  manifest: Manifest,
  { onProgress }: StepsContext,
): Promise<StepOutcome<void>> {
  const total = payload.end - payload.start;
  if (total !== manifest.payload.bytes) {
    throw new VerifyError('payload-size', { found: total, expected: manifest.payload.bytes });
  }
  const digest = createHash('sha256');
  let done = 0;
  for await (const bytes of lendPieces(source, payload)) {
    for (let at = 0; at < bytes.length; at += SLICE_BYTES) {
      digest.update(bytes.subarray(at, at + SLICE_BYTES));
      // A source in memory waits for nothing.
      const turn = giveWay();
      if (turn !== null) await turn;
    }
    done += bytes.length;
    onProgress?.({ phase: 'payload', done, total, unit: 'bytes' });
  }
  const found = digest.digest('hex');
  if (found !== manifest.payload.sha256) {
    throw new VerifyError('payload-digest', { found, expected: manifest.payload.sha256 });
  }
  return {
    value: undefined,
    compared: [
      { what: 'payload-bytes', found: String(total), expected: String(manifest.payload.bytes) },
      { what: 'payload-digest', found, expected: manifest.payload.sha256 },
    ],
  };
}
