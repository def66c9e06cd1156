export type { BackupDocument } from './backup/backup-document.ts';
export {
  type ConfirmationSource,
  confirmSequence,
  requireConfirmed,
  type SequenceConfirmation,
} from './backup/confirm-sequence.ts';
export { createBackup, type MadeBackup } from './backup/create-backup.ts';
export { type RestoredStation, restoreStation } from './backup/restore-station.ts';
export { addPeer } from './cards/add-peer.ts';
export {
  CARD_FORMAT,
  type Card,
  isAddress,
  isValidAt,
  type PartyRole,
  partyRoles,
  publicKeyOf,
  type ReceiptKey,
  type ReceiptStage,
  receiptStages,
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
export { findCurrentCard, listCards, listCurrentCards, type StoredCard } from './cards/card-store.ts';
export { cardDigest, fingerprintWords } from './cards/fingerprint.ts';
export { type CardContent, type CardSigners, issueCard } from './cards/issue-card.ts';
export { type CardContext, type CardJudgement, judgeCard } from './cards/judge-card.ts';
export { listRevocations, type Revocation, type RevocationRequest, revokeKey } from './cards/revocations.ts';
export { withRecipient, withSigningKey } from './cards/rotate.ts';
export { type RotatedKey, type Rotation, rotateKey } from './cards/rotate-key.ts';
export { listReceiptKeys, listTrustedKeys, type ReceiptKeyTrust } from './cards/trusted-keys.ts';
export { writeCardFiles } from './cards/write-card-files.ts';
export {
  certificateFiles,
  readCredentialFiles,
  readCredentials,
  type TlsCredentials,
  toCardCertificate,
} from './certificates/certificate-file.ts';
export { addressContent, nextContent } from './certificates/next-content.ts';
export { activateCertificate, type CertificateRotation, rotateCertificate } from './certificates/rotate-certificate.ts';
export { requireShownCertificate } from './certificates/shown-certificate.ts';
export { type AddedNotice, addNotice } from './channels/add-notice.ts';
export { findSuspension } from './channels/channel-state.ts';
export { issueNotice, type NoticeRequest } from './channels/issue-notice.ts';
export { type ChannelState, NOTICE_FORMAT, type Notice, parseNotice } from './channels/notice.ts';
export { findNewestNotice, listNotices, type StoredNotice } from './channels/notice-store.ts';
export { createReception } from './channels/reception.ts';
export type { CustodyAct, CustodyBatch, RecordCustody } from './custody/act.ts';
export { listBatchLife } from './custody/batch-life.ts';
export type { CheckedChain, CustodyAnchor, CustodyProblem } from './custody/check-chain.ts';
export type { CustodyEntry } from './custody/entry.ts';
export { exportEntries, findNewestHead } from './custody/export-custody.ts';
export { CUSTODY_FORMAT, verifyHead } from './custody/head.ts';
export { type CustodyEvidence, verifyCustody, verifyCustodyExport } from './custody/verify-custody.ts';
export { type AddedDecision, addDecision } from './decisions/add-decision.ts';
export { DECISION_FORMAT, type Decision, decisionLimits, parseDecision } from './decisions/decision.ts';
export { listUnshared as listDecisionsToHandOn, type StoredDecision } from './decisions/decision-store.ts';
export { exportDecisions } from './decisions/export-decisions.ts';
export { markDecisionShared, type SharedDecision, shareDecision } from './decisions/share-decision.ts';
export { verifyDecision } from './decisions/verify-decision.ts';
export { type DiscChoice, listForDiscs, requireMediaAllowed, type WaitingBatches } from './discs/choose-batches.ts';
export { type IssuedReceipt, listReceiptsForDiscs } from './discs/choose-receipts.ts';
export {
  type Carrier,
  type DiscDirection,
  type DiscItem,
  type DiscSet,
  isOnDiscs,
  listCarriers,
} from './discs/disc-sets.ts';
export { findRequestedFiles, type RequestedContent, type RequestedFiles } from './discs/find-requested.ts';
export { type HandOver, toHandOverDetails } from './discs/hand-over.ts';
export { type OpenedDiscs, recordOpenedDiscs } from './discs/record-opened-discs.ts';
export { type PackedDiscs, recordPackedDiscs } from './discs/record-packed-discs.ts';
export { recordPatch, type SuppliedBlocks } from './discs/record-patch.ts';
export { isTakenFromDiscs, type RestoredBatch, recordRestored } from './discs/record-restored.ts';
export { setKeyWords } from './discs/set-words.ts';
export { listSetSenders, type SetSender } from './discs/trusted-senders.ts';
export { type CheckResult, examineStation, type StationHealth } from './doctor/examine-station.ts';
export type { CheckName } from './doctor/finding.ts';
export { examineMachine, type Machine } from './doctor/machine.ts';
export { createStationEnvironment, type StationEnvironment } from './environment.ts';
export type { CheckOutcome } from './errors/define-findings.ts';
export type { StationCode } from './errors/station-error.ts';
export { StationError } from './errors/station-error.ts';
export { type BatchPlace, formatBatchName } from './folder/batch-names.ts';
export { findStation, requireStation } from './folder/find-station.ts';
export { attendedKeyFiles, readUnattendedPublicKey, type UnattendedKey } from './folder/key-files.ts';
export { layoutOf, type StationFolder, type StationLayout, settingsFile, stationFolders } from './folder/layout.ts';
export { listNeededIdentities } from './folder/opening-keys.ts';
export { requireOwnFile } from './folder/own-file.ts';
export { requireNoOpeningKey } from './gateway/exposed-keys.ts';
export { isRevoked, withAddress, withGateway } from './gateway/gateway-card.ts';
export { listNoticesToHandOn, listToHandOn, markHandedOn } from './gateway/handed-on.ts';
export { type Importing, type ImportOutcome, importBatch } from './import/import-batch.ts';
export { listImportable } from './import/list-importable.ts';
export { type RejectCode, rejectCodes } from './import/reject-codes.ts';
export { type InitializedStation, initStation, type NewStation } from './init-station.ts';
export { isReadOnlyFolder } from './ledger/ledger-copy.ts';
export { pictureStream } from './ledger/picture-stream.ts';
export type { AuthenticBatch, ReceivedBatch, ReceivedIdentity, ReceivedState } from './ledger/received-batches.ts';
export {
  findSentByName,
  listSent as listSentInStates,
  listSentBefore,
  type SentBatch,
  type SentState,
} from './ledger/sent-batches.ts';
export { type AddedReceipt, addReceipt } from './receipts/add-receipt.ts';
export { exportReceipts, type ReceiptFiles, signatureFileOf } from './receipts/export-receipts.ts';
export { parseReceipt, RECEIPT_FORMAT, type Receipt, type RecordReject, receiptLimits } from './receipts/receipt.ts';
export { findReceipts, type StoredReceipt } from './receipts/receipt-store.ts';
export { receiptTrust } from './receipts/receipt-trust.ts';
export { type ReceiptTrust, type TrustedReceiptKey, verifyReceipt } from './receipts/verify-receipt.ts';
export { deliverBatch } from './receiving/deliver.ts';
export { createPolicyFinder } from './receiving/find-policy.ts';
export { createIntake } from './receiving/intake.ts';
export {
  findReceivedBatch,
  isForAPerson,
  type JudgedBatch,
  type Judgement,
  judgeBatch,
} from './receiving/judge-batch.ts';
export type { FindPolicy } from './receiving/policy-finder.ts';
export { listUnopened, type ProcessedBatch, processInbox } from './receiving/process-inbox.ts';
export { type StoredVerification, verifyStored } from './receiving/verify-stored.ts';
export type { Recovery } from './recover.ts';
export { applyRetention } from './retention/apply-retention.ts';
export {
  CERTIFICATE_FORMAT,
  type Certificate,
  type CertifiedBatch,
  verifyCertificate,
} from './retention/certificate.ts';
export type { IssuedCertificate } from './retention/issue-certificate.ts';
export { purgeOutbox } from './retention/purge-outbox.ts';
export { requireNoneAdopted } from './sending/adopt-orphans.ts';
export { coSignOutgoing } from './sending/co-sign-outgoing.ts';
export { markSent } from './sending/mark-sent.ts';
export { type PackRequest, packBatch } from './sending/pack-batch.ts';
export { listOutgoing, type OutgoingBatch, openOutgoing } from './sending/pending.ts';
export type { PackedBatch } from './sending/record-packed.ts';
export { requireClock, requireSigning } from './sending/require-signing.ts';
export { defaultSettings } from './settings/default-settings.ts';
export { parseSettings } from './settings/parse-settings.ts';
export { readSettings, recordSettings } from './settings/read-settings.ts';
export { createReceivingPolicy, type ReceivingParties } from './settings/receiving-policy.ts';
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
export { openTarget, type TargetLocation } from './sinks/open-target.ts';
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
export { type OpenStationOptions, openStation, type Station } from './station.ts';
export { readStatistics } from './statistics/read-statistics.ts';
export type { Count, Statistics } from './statistics/statistics.ts';
export { type ReceivingStream, readStatus, type SendingStream, type StationStatus } from './status.ts';
