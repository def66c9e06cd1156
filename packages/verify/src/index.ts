export type {
  ContentConsumer,
  ContentLeaf,
  Progress,
  ProvisionalGroup,
  VerificationContext,
} from './contract/context.ts';
export type { Channel } from './contract/intake.ts';
export type {
  Ledger,
  Limits,
  Policy,
  RecordQuery,
  RequiredRole,
  SequenceDisposition,
  TrustedKey,
} from './contract/policy.ts';
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
} from './contract/report.ts';
export { createProof, type ProofOutcome, type ProofRequest } from './create-proof.ts';
export type { VerifyCode } from './errors/verify-error.ts';
export { VerifyError } from './errors/verify-error.ts';
export { type RenderHtmlOptions, renderHtml } from './render/html/pages.ts';
export { type RenderTextOptions, renderText } from './render/text/render-text.ts';
export { isWithoutLedger } from './render/view/conclusion.ts';
export { describeFinding } from './render/wording/choose-wording.ts';
export { verifyBatch } from './verify-batch.ts';
export { type VerifiedProof, verifyProof } from './verify-proof.ts';
