export type { BackupDocument } from './backup/backup-document.ts';
export { createBackup, type MadeBackup } from './backup/create-backup.ts';
export { type RestoredStation, restoreStation } from './backup/restore-station.ts';
export {
  CARD_FORMAT,
  type Card,
  isAddress,
  isValidAt,
  publicKeyOf,
  type ReceiptKey,
  type SigningKey,
  type Validity,
} from './cards/card.ts';
export {
  CARD_FILE_BYTES,
  type CardFile,
  type CardSignature,
  encodeCardFile,
  parseCardFile,
} from './cards/card-file.ts';
export { findCurrentCard, listCards, listCurrentCards, type StoredCard, writeCardFiles } from './cards/card-store.ts';
export { cardDigest, fingerprintWords, setKeyWords } from './cards/fingerprint.ts';
export { isRevoked, withAddress, withGateway } from './cards/gateway-card.ts';
export { type CardContent, type CardSigners, issueCard } from './cards/issue-card.ts';
export { addPeer, type CardContext, type CardJudgement, judgeCard } from './cards/judge-card.ts';
export {
  listReceiptKeys,
  listRevocations,
  listTrustedKeys,
  type ReceiptKeyTrust,
  type Revocation,
  type RevocationRequest,
  revokeKey,
} from './cards/revocations.ts';
export { type RotatedKey, type Rotation, rotateKey, withRecipient, withSigningKey } from './cards/rotate-key.ts';
export {
  certificateFiles,
  readCredentialFiles,
  readCredentials,
  type TlsCredentials,
  toCardCertificate,
} from './certificates/certificate-file.ts';
export { addressContent, nextContent, requireShownCertificate } from './certificates/next-content.ts';
export { activateCertificate, type CertificateRotation, rotateCertificate } from './certificates/rotate-certificate.ts';
export { type AddedNotice, addNotice } from './channels/add-notice.ts';
export { findSuspension, issueNotice, type NoticeRequest } from './channels/issue-notice.ts';
export {
  type ChannelState,
  findNewestNotice,
  listNotices,
  NOTICE_FORMAT,
  type Notice,
  parseNotice,
  type StoredNotice,
} from './channels/notice.ts';
export type { CustodyEntry } from './custody/entry.ts';
export { listBatchLife } from './custody/entry.ts';
export { CUSTODY_FORMAT, verifyHead } from './custody/head.ts';
export type { CheckedChain, CustodyAnchor, CustodyProblem } from './custody/verify-custody.ts';
export {
  type CustodyEvidence,
  exportEntries,
  findNewestHead,
  verifyCustody,
  verifyCustodyExport,
} from './custody/verify-custody.ts';
export { type AddedDecision, addDecision, exportDecisions } from './decisions/add-decision.ts';
export { DECISION_FORMAT, type Decision, decisionLimits, parseDecision } from './decisions/decision.ts';
export { listUnshared as listDecisionsToHandOn, type StoredDecision } from './decisions/decision-store.ts';
export { verifyDecision } from './decisions/verify-decision.ts';
export {
  type DiscChoice,
  findRequestedFiles,
  type IssuedReceipt,
  listForDiscs,
  listReceiptsForDiscs,
  listSetSenders,
  type RequestedContent,
  type RequestedFiles,
  requireMediaAllowed,
  type SetSender,
  type WaitingBatches,
} from './discs/choose-items.ts';
export {
  type Carrier,
  type DiscDirection,
  type DiscItem,
  type DiscSet,
  isOnDiscs,
  listCarriers,
} from './discs/disc-sets.ts';
export {
  type HandOver,
  isTakenFromDiscs,
  type OpenedDiscs,
  type PackedDiscs,
  type RestoredBatch,
  recordOpenedDiscs,
  recordPackedDiscs,
  recordPatch,
  recordRestored,
  type SuppliedBlocks,
  toHandOverDetails,
} from './discs/record-discs.ts';
export type { CheckName } from './doctor/examination.ts';
export { examineMachine, type Machine } from './doctor/examination.ts';
export { type CheckResult, examineStation, type StationHealth } from './doctor/examine-station.ts';
export type { CheckOutcome } from './errors/define-findings.ts';
export type { StationCode } from './errors/station-error.ts';
export { StationError } from './errors/station-error.ts';
export { listNoticesToHandOn, listToHandOn, markHandedOn, requireNoOpeningKey } from './gateway/handed-on.ts';
export { createReception } from './gateway/reception.ts';
export { markDecisionShared, type SharedDecision, shareDecision } from './gateway/share-decision.ts';
export { requireOwnFile } from './home/files.ts';
export { attendedKeyFiles, readUnattendedPublicKey, type UnattendedKey } from './home/key-files.ts';
export {
  type BatchPlace,
  findStation,
  formatBatchName,
  layoutOf,
  requireStation,
  type StationFolder,
  type StationLayout,
  settingsFile,
  stationFolders,
} from './home/layout.ts';
export type { CustodyAct, CustodyBatch, RecordCustody, Recovery } from './home/station.ts';
export {
  createStationEnvironment,
  type PartyRole,
  partyRoles,
  type ReceiptStage,
  receiptStages,
  type Station,
  type StationEnvironment,
} from './home/station.ts';
export { type Importing, type ImportOutcome, importBatch } from './import/import-batch.ts';
export { listImportable } from './import/imports.ts';
export { type RejectCode, rejectCodes } from './import/judge-records.ts';
export { openTarget, type TargetLocation } from './import/open-target.ts';
export { type InitializedStation, initStation, type NewStation } from './init-station.ts';
export { isReadOnlyFolder } from './ledger/open-ledger.ts';
export type { AuthenticBatch, ReceivedBatch, ReceivedIdentity, ReceivedState } from './ledger/received-batches.ts';
export {
  findSentByName,
  listSent as listSentInStates,
  listSentBefore,
  type SentBatch,
  type SentState,
} from './ledger/sent-batches.ts';
export { pictureStream } from './ledger/streams.ts';
export { type OpenStationOptions, openStation } from './open-station.ts';
export { type AddedReceipt, addReceipt } from './receipts/add-receipt.ts';
export { exportReceipts, type ReceiptFiles, signatureFileOf } from './receipts/export-receipts.ts';
export { parseReceipt, RECEIPT_FORMAT, type Receipt, type RecordReject, receiptLimits } from './receipts/receipt.ts';
export { findReceipts, type StoredReceipt } from './receipts/receipt-store.ts';
export { type ReceiptTrust, receiptTrust, type TrustedReceiptKey, verifyReceipt } from './receipts/verify-receipt.ts';
export { deliverBatch } from './receiving/deliver.ts';
export type { FindPolicy } from './receiving/find-policy.ts';
export { createPolicyFinder, createReceivingPolicy, type ReceivingParties } from './receiving/find-policy.ts';
export { createIntake } from './receiving/intake.ts';
export {
  findReceivedBatch,
  isForAPerson,
  type JudgedBatch,
  type Judgement,
  judgeBatch,
} from './receiving/judge-batch.ts';
export { listUnopened, type ProcessedBatch, processInbox } from './receiving/process-inbox.ts';
export { listNeededIdentities, type StoredVerification, verifyStored } from './receiving/verify-stored.ts';
export { applyRetention } from './retention/apply-retention.ts';
export type { IssuedCertificate } from './retention/certificate.ts';
export {
  CERTIFICATE_FORMAT,
  type Certificate,
  type CertifiedBatch,
  verifyCertificate,
} from './retention/certificate.ts';
export { purgeOutbox } from './retention/purge-outbox.ts';
export { requireNoneAdopted } from './sending/adopt-orphans.ts';
export {
  type ConfirmationSource,
  confirmSequence,
  requireConfirmed,
  type SequenceConfirmation,
} from './sending/confirm-sequence.ts';
export { type PackRequest, packBatch } from './sending/pack-batch.ts';
export { coSignOutgoing, listOutgoing, type OutgoingBatch, openOutgoing } from './sending/pending.ts';
export type { PackedBatch } from './sending/record-packed.ts';
export { markSent } from './sending/record-packed.ts';
export { requireClock, requireSigning } from './sending/require-signing.ts';
export { defaultSettings } from './settings/default-settings.ts';
export { parseSettings } from './settings/parse-settings.ts';
export { readSettings, recordSettings } from './settings/read-settings.ts';
export {
  type NetworkRules,
  type PeerRules,
  type ReceivingRules,
  type Retention,
  receivingRules,
  type SendingRules,
  type Settings,
  sendingRules,
} from './settings/settings.ts';
export type { Database, Row, Value } from './sinks/database.ts';
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
  SoughtFinding,
} from './sinks/record-sink.ts';
export type { Count, Statistics } from './statistics/read-statistics.ts';
export { readStatistics } from './statistics/read-statistics.ts';
export { type ReceivingStream, readStatus, type SendingStream, type StationStatus } from './status.ts';
