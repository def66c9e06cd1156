export type { BackupDocument } from './backup/backup-document.ts';
export { createBackup, type MadeBackup } from './backup/create-backup.ts';
export type { Restoration } from './backup/restore-station.ts';
export { type RestoredStation, restoreStation } from './backup/restore-station.ts';
export type { Card, ReceiptKey, SigningKey, Validity } from './cards/card.ts';
export { type CardFile, type CardSignature, cardDigest, fingerprintWords, parseCardFile } from './cards/card-file.ts';
export { findCurrentCard, type StoredCard } from './cards/card-store.ts';
export type { CardIssue } from './cards/issue-card.ts';
export { type CardContent, type CardSigners, issueCard } from './cards/issue-card.ts';
export { addPeer, type CardContext, type CardJudgement, judgeCard } from './cards/judge-card.ts';
export { type RevocationRequest, revokeKey } from './cards/revocations.ts';
export type { RotatingStation } from './cards/rotate-key.ts';
export { type RotatedKey, type Rotation, rotateKey } from './cards/rotate-key.ts';
export { readCredentials, type TlsCredentials } from './certificates/next-content.ts';
export type { ChannelState, Notice } from './channels/notice.ts';
export type { ContradictingBatch } from './custody/entry.ts';
export type { CheckedChain, CustodyAnchor, CustodyProblem } from './custody/verify-custody.ts';
export { type CustodyEvidence, verifyCustody } from './custody/verify-custody.ts';
export type { Decision, DecisionOutcome } from './decisions/decision.ts';
export type {
  CheckName,
  DoctorCode,
  Finding,
  Machine,
  SoftwareVersions,
  UnfinishedUpload,
} from './doctor/examination.ts';
export { type CheckResult, examineStation, type StationHealth } from './doctor/examine-station.ts';
export type { CheckOutcome } from './errors/define-findings.ts';
export type { StationCode, StationErrorOptions } from './errors/station-error.ts';
export { StationError } from './errors/station-error.ts';
export { createReception } from './gateway/reception.ts';
export type { StationFolder, StationLayout } from './home/layout.ts';
export { type BatchPlace, findStation, requireStation } from './home/layout.ts';
export type { Ledger, LedgerReader, LedgerRow, LedgerTransaction, LedgerValue } from './home/ledger.ts';
export type {
  Act,
  CustodyAct,
  CustodyBatch,
  RecordCustody,
  Recovery,
  StationChange,
  StationFacts,
} from './home/station.ts';
export {
  createStationEnvironment,
  type PartyRole,
  type ReceiptStage,
  type Station,
  type StationEnvironment,
} from './home/station.ts';
export type { Outcome } from './import/import-batch.ts';
export { type Importing, type ImportOutcome, importBatch } from './import/import-batch.ts';
export { openTarget, type TargetLocation } from './import/open-target.ts';
export { type InitializedStation, initStation, type NewStation } from './init-station.ts';
export type { Revocation } from './ledger/cards.ts';
export type { StoredDecision } from './ledger/decisions.ts';
export type { ReceiptDirection, StoredReceipt } from './ledger/receipts.ts';
export type { AuthenticBatch, ReceivedBatch, ReceivedIdentity, ReceivedState } from './ledger/received-batch.ts';
export type { OutgoingStream } from './ledger/restorations.ts';
export type { SentBatch, SentState } from './ledger/sent-batches.ts';
export { createInbox, type StationInbox } from './network/inbox.ts';
export type { KeptReceipt, OutgoingSelection, WaitingToLeave } from './network/outbox.ts';
export { createOutbox, type StationOutbox } from './network/outbox.ts';
export type { ReachablePeer } from './network/remote.ts';
export {
  type OpenedStation,
  type OpenStationOptions,
  openStation,
  openStationWithSettings,
  type SettingsUse,
} from './open-station.ts';
export { type AddedReceipt, addReceipt } from './receipts/add-receipt.ts';
export type { ReceiptFiles } from './receipts/export-receipts.ts';
export { exportReceipts } from './receipts/export-receipts.ts';
export type { ReceiptOutcome, TrustedReceiptKey } from './receipts/receipt.ts';
export {
  parseReceipt,
  type Receipt,
  type ReceiptTrust,
  type RecordReject,
  receiptTrust,
  verifyReceipt,
} from './receipts/receipt.ts';
export { deliverBatch } from './receiving/deliver.ts';
export type { FindPolicy } from './receiving/find-policy.ts';
export { createPolicyFinder } from './receiving/find-policy.ts';
export { createIntake } from './receiving/intake.ts';
export { findReceivedBatch, type JudgedBatch, type Judgement, judgeBatch } from './receiving/judge-batch.ts';
export type { OpenedBatch, UnreadableBatch } from './receiving/process-inbox.ts';
export { type ProcessedBatch, processInbox } from './receiving/process-inbox.ts';
export type { StoredVerification } from './receiving/verify-stored.ts';
export { applyRetention, purgeOutbox } from './retention/apply-retention.ts';
export type { CertifiedBatch, ErasureCertificate, IssuedErasureCertificate } from './retention/erasure-certificate.ts';
export {
  type Anomaly,
  createOutgoingPolicy,
  findAnomalies,
  OutboxIds,
  type OutboxOwner,
  type ReadOptions,
  RecordIds,
  type RepeatedRecords,
  type ReviewedBatch,
} from './sending/anomalies.ts';
export type { ConfirmationSource, SequenceConfirmation } from './sending/confirm-sequence.ts';
export { confirmSequence } from './sending/confirm-sequence.ts';
export type { NextBatch, PackedBatch } from './sending/pack-batch.ts';
export { markSent, type PackRequest, packBatch } from './sending/pack-batch.ts';
export { coSignOutgoing, listOutgoing, type OutgoingBatch } from './sending/pending.ts';
export { readSettings } from './settings/parse-settings.ts';
export type {
  ImportRules,
  ImportSettings,
  NetworkRules,
  PeerRules,
  ReceivingRules,
  RequiredRoles,
  Retention,
  SendingRules,
  Settings,
} from './settings/settings.ts';
export type { Database, Dialect, Row, TableName, Value } from './sinks/database.ts';
export type { DatabaseSink } from './sinks/database-sink.ts';
export { proveRecord, type RecordDisclosure } from './sinks/prove-record.ts';
export { type RecordSelection, readRecords } from './sinks/read-records.ts';
export type {
  AbsentRecord,
  ImportedBatch,
  ImportedGroup,
  ImportedRecord,
  ImportTotals,
  RecordSink,
  SinkTransaction,
  SoughtFacts,
} from './sinks/record-sink.ts';
export type { SegmentFolder, StagedSegments } from './sinks/segment-folder.ts';
export type { Count, Statistics } from './statistics/read-statistics.ts';
export { readStatistics } from './statistics/read-statistics.ts';
export { type ReceivingStream, readStatus, type SendingStream, type StationStatus } from './status.ts';
