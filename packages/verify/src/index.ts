export type { VerifyCode } from './codes.ts';
export type { ContentConsumer, Progress, ProvisionalGroup, VerificationContext } from './context.ts';
export { createProof, type ProofOutcome, type ProofRequest } from './create-proof.ts';
export type { Ledger, SequenceDisposition } from './ledger.ts';
export type { Policy, RequiredRole, TrustedKey } from './policy.ts';
export { describeFinding } from './render/describe-finding.ts';
export { type RenderHtmlOptions, renderHtml } from './render/render-html.ts';
export { type RenderTextOptions, renderText } from './render/render-text.ts';
export {
  type ComparedFact,
  type Comparison,
  type Finding,
  type Level,
  type RecordSummary,
  type SignatureResult,
  type StepId,
  type StepResult,
  stepIds,
  type Verdict,
  type VerificationReport,
} from './report.ts';
export { verifyBatch } from './verify-batch.ts';
export { VerifyError } from './verify-error.ts';
export { type VerifiedProof, verifyProof } from './verify-proof.ts';
