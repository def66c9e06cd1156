export type {
  ContentConsumer,
  ContentLeaf,
  Progress,
  ProvisionalGroup,
  SealedContext,
  VerificationContext,
} from './contract/context.ts';
export type {
  Announcement,
  AnnouncementAnswer,
  Caller,
  Channel,
  ChannelNotice,
  Delivery,
  DeliveryOutcome,
  DeliveryResult,
  FollowedBatch,
  Intake,
  Outlet,
  PlaceState,
  Reception,
  ReceptionState,
  StreamPicture,
  StreamPlace,
  StreamState,
  WaitingBatch,
} from './contract/intake.ts';
export type {
  ChoosePolicy,
  Ledger,
  Limits,
  Policy,
  RecordQuery,
  RequiredRole,
  SequenceDisposition,
  TrustedKey,
} from './contract/policy.ts';
export type { AuthenticFacts } from './contract/report.ts';
export {
  type AcceptedReport,
  type ComparedFact,
  type Comparison,
  type DuplicateReport,
  type Finding,
  type FullReport,
  type HeldReport,
  type Level,
  type RecordSummary,
  type RejectedReport,
  type ReportCode,
  type ReportFacts,
  type SealedBatchReport,
  type SealedReport,
  type SignatureResult,
  type StepId,
  type StepResult,
  stepIds,
  type Verdict,
  type VerificationReport,
} from './contract/report.ts';
export { createProof, type ProofOutcome, type ProofRequest } from './create-proof.ts';
export { type ReportVersion, toReportDocument } from './create-report.ts';
export type { VerifyCode } from './errors/verify-error.ts';
export { VerifyError } from './errors/verify-error.ts';
export { type RenderHtmlOptions, renderHtml } from './render/html/pages.ts';
export { type RenderTextOptions, renderText } from './render/text/render-text.ts';
export { isWithoutLedger } from './render/view/conclusion.ts';
export { describeFinding } from './render/wording/choose-wording.ts';
export { verifyBatch, verifySealed } from './verify-batch.ts';
export { type VerifiedProof, verifyProof } from './verify-proof.ts';
