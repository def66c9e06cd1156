import { type BatchSource, type Container, readContainer } from '@scelle/core';
import type { StepOutcome } from '../checklist.ts';

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
