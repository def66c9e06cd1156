export type { ContentConsumer, ContentLeaf, Progress, ProvisionalGroup, VerificationContext } from './context.ts';
export { createProof, type ProofOutcome, type ProofRequest } from './create-proof.ts';
export { toDay } from './day-in-zone.ts';
export type { VerifyCode } from './errors/verify-error.ts';
export { VerifyError } from './errors/verify-error.ts';
export type {
  Announcement,
  AnnouncementAnswer,
  Channel,
  Delivery,
  DeliveryOutcome,
  DeliveryResult,
  FollowedBatch,
  Intake,
  SignedDocument,
  StreamState,
} from './intake.ts';
export type { Ledger, RecordQuery, SequenceDisposition } from './ledger.ts';
export type { Limits, Policy, RequiredRole, TrustedKey } from './policy.ts';
export type { Caller, ChannelNotice, Outlet, Reception, WaitingBatch } from './reception.ts';
export { describeFinding } from './render/describe-finding.ts';
export { html, type Insertable, type Markup } from './render/html/escape.ts';
export { type BarChart, type ChartPage, renderChartPage } from './render/render-chart-page.ts';
export { type RenderHtmlOptions, renderHtml } from './render/render-html.ts';
export { renderTablePage, type TablePage } from './render/render-table-page.ts';
export { type RenderTextOptions, renderText } from './render/render-text.ts';
export type { PlaceState, StreamPicture, StreamPlace } from './render/stream-picture.ts';
export { isWithoutLedger } from './render/view/conclusion.ts';
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
export { verifyAnnouncement } from './verify-announcement.ts';
export { verifyBatch } from './verify-batch.ts';
export { type VerifiedProof, verifyProof } from './verify-proof.ts';
