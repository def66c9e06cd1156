import {
  type BatchSource,
  checkProof,
  discloseLeaves,
  openPayload,
  PROOF_FORMAT,
  type Proof,
  readContainer,
} from '@scelle/core';
import type { VerificationContext } from './context.ts';
import type { Policy } from './policy.ts';
import type { VerificationReport } from './report.ts';
import { verifyBatch } from './verify-batch.ts';
import { VerifyError } from './verify-error.ts';

/** Which record to disclose. */
export interface ProofRequest {
  readonly recordId: string;
  /** Whether batch.json, and with it the legal basis, is disclosed too. Default: true. */
  readonly withContent?: boolean;
}

/** A proof, or, where the batch was not accepted, only the report that says why. */
export interface ProofOutcome {
  readonly report: VerificationReport;
  readonly proof: Proof | null;
}

/**
 * Verifies a batch in full, then discloses one record with its proof, in a second pass. Throws `record-not-found`, and
 * `record-ambiguous` where the id stands in the batch more than once. Source: docs/format.md § Proofs.
 */
export async function createProof(
  source: BatchSource,
  policy: Policy,
  context: VerificationContext,
  { recordId, withContent = true }: ProofRequest,
): Promise<ProofOutcome> {
  const found: number[] = [];
  let records = 0;
  const report = await verifyBatch(source, policy, {
    ...context,
    consumer: {
      async takeGroup(group) {
        for (const { facts } of group.records) {
          records += 1;
          if (facts.recordId === recordId && found.length < 2) found.push(records);
        }
      },
    },
  });
  if (report.verdict !== 'accepted' || report.manifest === null) return { report, proof: null };
  const [index] = found;
  if (index === undefined) throw new VerifyError('record-not-found');
  if (found.length > 1) throw new VerifyError('record-ambiguous');
  return {
    report,
    proof: await disclose(source, context, report.manifest.content.bytes, records + 1, [index, 0], withContent),
  };
}

async function disclose(
  source: BatchSource,
  { identities = [] }: VerificationContext,
  contentBytes: number,
  leaves: number,
  indices: readonly [number, number],
  withContent: boolean,
): Promise<Proof> {
  const { payload, manifest, seal } = await readContainer(source);
  const content = await openPayload(source, { payload, contentBytes }, identities);
  const [record, document] = await discloseLeaves(content, leaves, indices);
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const proof: Proof = {
    format: PROOF_FORMAT,
    manifest: decoder.decode(manifest),
    seal: decoder.decode(seal),
    record: record!,
    content: withContent ? document! : null,
  };
  // A proof is given to a third party: it is checked once more as they will check it.
  checkProof(proof);
  return proof;
}
