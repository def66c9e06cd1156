export { createBackup, type MadeBackup } from './backup/create-backup.ts';
export { type RestoredStation, restoreStation } from './backup/restore-station.ts';
export type { Card, ReceiptKey, SigningKey, Validity } from './cards/card.ts';
export { type CardFile, type CardSignature, parseCardFile } from './cards/card-file.ts';
export { findCurrentCard, type StoredCard } from './cards/card-store.ts';
export { cardDigest, fingerprintWords } from './cards/fingerprint.ts';
export { type CardContent, type CardSigners, issueCard } from './cards/issue-card.ts';
export { addPeer, type CardContext, type CardJudgement, judgeCard } from './cards/judge-card.ts';
export { type Revocation, type RevocationRequest, revokeKey } from './cards/revocations.ts';
export { type RotatedKey, type Rotation, rotateKey } from './cards/rotate-key.ts';
export { readCredentials, type TlsCredentials } from './certificates/certificate-file.ts';
export type { ContradictingBatch } from './custody/entry.ts';
export { type CustodyEvidence, verifyCustody } from './custody/verify-custody.ts';
export { type CheckResult, examineStation, type StationHealth } from './doctor/examine-station.ts';
export type { StationCode } from './errors/station-error.ts';
export { StationError } from './errors/station-error.ts';
export { createReception } from './gateway/reception.ts';
export { type BatchPlace, findStation, requireStation } from './home/layout.ts';
export {
  createStationEnvironment,
  type PartyRole,
  type ReceiptStage,
  type Station,
  type StationEnvironment,
} from './home/station.ts';
export { type Importing, type ImportOutcome, importBatch } from './import/import-batch.ts';
export { openTarget, type TargetLocation } from './import/open-target.ts';
export { type InitializedStation, initStation, type NewStation } from './init-station.ts';
export type { ReceivedBatch, ReceivedState } from './ledger/received-batch.ts';
export type { SentBatch, SentState } from './ledger/sent-batches.ts';
export { createInbox, type StationInbox } from './network/inbox.ts';
export { createOutbox, type StationOutbox } from './network/outbox.ts';
export { type OpenStationOptions, openStation } from './open-station.ts';
export { type OpenedStation, openStationWithSettings, type SettingsUse } from './open-with-settings.ts';
export { type AddedReceipt, addReceipt } from './receipts/add-receipt.ts';
export { exportReceipts } from './receipts/export-receipts.ts';
export { parseReceipt, type Receipt, type RecordReject } from './receipts/receipt.ts';
export { type ReceiptTrust, receiptTrust, verifyReceipt } from './receipts/verify-receipt.ts';
export { deliverBatch } from './receiving/deliver.ts';
export type { FindPolicy } from './receiving/find-policy.ts';
export { createPolicyFinder } from './receiving/find-policy.ts';
export { createIntake } from './receiving/intake.ts';
export { findReceivedBatch, type JudgedBatch, type Judgement, judgeBatch } from './receiving/judge-batch.ts';
export { type ProcessedBatch, processInbox } from './receiving/process-inbox.ts';
export { applyRetention } from './retention/apply-retention.ts';
export { purgeOutbox } from './retention/purge-outbox.ts';
export { confirmSequence } from './sending/confirm-sequence.ts';
export { type PackRequest, packBatch } from './sending/pack-batch.ts';
export { coSignOutgoing, listOutgoing, type OutgoingBatch } from './sending/pending.ts';
export type { PackedBatch } from './sending/record-packed.ts';
export { markSent } from './sending/record-packed.ts';
export { readSettings } from './settings/read-settings.ts';
export type {
  NetworkRules,
  PeerRules,
  ReceivingRules,
  Retention,
  SendingRules,
  Settings,
} from './settings/settings.ts';
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
export type { Statistics } from './statistics/read-statistics.ts';
export { readStatistics } from './statistics/read-statistics.ts';
export { type ReceivingStream, readStatus, type SendingStream, type StationStatus } from './status.ts';
