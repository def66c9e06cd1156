import { type BatchSource, CoreError, type Manifest, openPayload, type Proof, readContainer } from '@scelle/core';
import {
  abortableSource,
  checkProof,
  countLines,
  discloseLeaves,
  PROOF_FORMAT,
  toSha256Hex,
} from '@scelle/core/internal';
import type { ContentConsumer, VerificationContext } from './contract/context.ts';
import type { ChoosePolicy, Policy } from './contract/policy.ts';
import type { AcceptedReport, FullReport } from './contract/report.ts';
import { VerifyError } from './errors/verify-error.ts';
import { verifyBatch } from './verify-batch.ts';

/** Which record to disclose. */
export interface ProofRequest {
  readonly recordId: string;
  /** Whether batch.json, and with it the legal basis, is disclosed too. Default: true. */
  readonly withContent?: boolean;
}

/** A proof, or, where the batch was not accepted, only the report that says why. */
export type ProofOutcome =
  | { readonly report: AcceptedReport; readonly proof: Proof }
  | { readonly report: Exclude<FullReport, AcceptedReport>; readonly proof: null };

/**
 * Verifies a batch in full, then discloses one record with its proof, in a second pass. Throws `record-not-found`,
 * `record-ambiguous` where the id stands in the batch more than once, and `manifest-changed` where the second pass finds
 * another batch. Source: docs/format.md § Proofs.
 */
export async function createProof(
  source: BatchSource,
  policy: Policy | ChoosePolicy,
  context: Omit<VerificationContext, 'consumer'>,
  { recordId, withContent = true }: ProofRequest,
): Promise<ProofOutcome> {
  const found: number[] = [];
  let records = 0;
  const consumer: ContentConsumer = {
    async takeGroup(group) {
      if (!asBuffer(group.lines).includes(recordId)) {
        records += countLines(group.lines);
        return;
      }
      for (const { facts } of group.records) {
        records += 1;
        if (facts.recordId === recordId && found.length < 2) found.push(records);
      }
    },
  };
  const report = await verifyBatch(source, policy, { ...context, consumer });
  if (report.verdict !== 'accepted') return { report, proof: null };
  const { manifest, manifestDigest } = report;
  const [index] = found;
  if (index === undefined) throw new VerifyError('record-not-found');
  if (found.length > 1) throw new VerifyError('record-ambiguous');
  return { report, proof: await disclose(source, context, { manifest, manifestDigest, index, withContent }) };
}

/** The same memory, with a search that is fast enough to spare the parsing of all other groups. */
function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** What is disclosed of a batch that was accepted. */
interface Disclosure {
  readonly manifest: Manifest;
  readonly manifestDigest: string;
  readonly index: number;
  readonly withContent: boolean;
}

async function disclose(
  whole: BatchSource,
  { identities, signal }: Omit<VerificationContext, 'consumer'>,
  { manifest: accepted, manifestDigest, index, withContent }: Disclosure,
): Promise<Proof> {
  const source = abortableSource(whole, signal);
  const { payload, manifest, seal } = await readContainer(source);
  // Threat: a file that is replaced between the passes, of which another record would be disclosed.
  if (toSha256Hex(manifest) !== manifestDigest) throw new CoreError('manifest-changed');
  await using content = await openPayload(
    source,
    { payload, contentBytes: accepted.content.bytes },
    identities,
    signal && { signal },
  );
  const [record, document] = await discloseLeaves(content, accepted.records.count + 1, [index, 0]);
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
