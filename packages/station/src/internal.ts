// For the sibling packages of this repository alone: no promise of stability.

export type { BackupDocument } from './backup/backup-document.ts';
export { CARD_FORMAT, isAddress, isValidAt, publicKeyOf } from './cards/card.ts';
export { CARD_FILE_BYTES, encodeCardFile, setKeyWords } from './cards/card-file.ts';
export { listCards, listCurrentCards, writeCardFiles } from './cards/card-store.ts';
export { isRevoked, withAddress, withGateway } from './cards/gateway-card.ts';
export { listReceiptKeys, listTrustedKeys, type ReceiptKeyTrust } from './cards/revocations.ts';
export { withRecipient, withSigningKey } from './cards/rotate-key.ts';
export {
  addressContent,
  certificateFiles,
  nextContent,
  readCredentialFiles,
  requireShownCertificate,
  toCardCertificate,
} from './certificates/next-content.ts';
export { activateCertificate, type CertificateRotation, rotateCertificate } from './certificates/rotate-certificate.ts';
export { type AddedNotice, addNotice } from './channels/add-notice.ts';
export {
  type ChannelState,
  findNewestNotice,
  findSuspension,
  issueNotice,
  listNotices,
  NOTICE_FORMAT,
  type Notice,
  type NoticeRequest,
  parseNotice,
  type StoredNotice,
} from './channels/notice.ts';
export { CUSTODY_FORMAT, verifyHead } from './custody/custody-log.ts';
export type { CustodyEntry } from './custody/entry.ts';
export { listBatchLife } from './custody/entry.ts';
export type { CheckedChain, CustodyAnchor, CustodyProblem } from './custody/verify-custody.ts';
export { exportEntries, verifyCustodyExport } from './custody/verify-custody.ts';
export { type AddedDecision, addDecision, exportDecisions } from './decisions/add-decision.ts';
export { DECISION_FORMAT, type Decision, decisionLimits, parseDecision, verifyDecision } from './decisions/decision.ts';
export {
  findRequestedFiles,
  type IssuedReceipt,
  type ItemSelection,
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
export type { CheckOutcome } from './errors/define-findings.ts';
export { markDecisionShared, type SharedDecision, shareDecision } from './gateway/share-decision.ts';
export { listNoticesToHandOn, listToHandOn, markHandedOn, requireNoOpeningKey } from './gateway/take-receipt.ts';
export { attendedKeyFiles, readUnattendedPublicKey, requireOwnFile, type UnattendedKey } from './home/files.ts';
export {
  formatBatchName,
  layoutOf,
  type StationFolder,
  type StationLayout,
  settingsFile,
  stationFolders,
} from './home/layout.ts';
export type { CustodyAct, CustodyBatch, RecordCustody, Recovery } from './home/station.ts';
export { partyRoles, receiptStages } from './home/station.ts';
export { runAlone } from './home/station-lock.ts';
export { type RejectCode, rejectCodes } from './import/judge-records.ts';
export { listImportable } from './import/record-import.ts';
export { listRevocations } from './ledger/cards.ts';
export { findNewestHead } from './ledger/custody.ts';
export { listUnshared as listDecisionsToHandOn, type StoredDecision } from './ledger/decisions.ts';
export {
  type Carrier,
  type DiscDirection,
  type DiscItem,
  type DiscSet,
  isOnDiscs,
  listCarriers,
} from './ledger/disc-sets.ts';
export { findReceipts, type StoredReceipt } from './ledger/receipts.ts';
export type { AuthenticBatch, ReceivedIdentity } from './ledger/received-batch.ts';
export { findSentByName, listSent as listSentInStates, listSentBefore } from './ledger/sent-batches.ts';
export { isOlderLedger, isReadOnlyFolder } from './ledger/sqlite/open-ledger.ts';
export { pictureStream } from './ledger/streams.ts';
export { putSettingsInForce } from './open-station.ts';
export { type ReceiptFiles, signatureFileOf } from './receipts/export-receipts.ts';
export type { TrustedReceiptKey } from './receipts/receipt.ts';
export { RECEIPT_FORMAT, receiptLimits } from './receipts/receipt.ts';
export { clearUnrecorded, listUnrecorded } from './receiving/enter-outcome.ts';
export { createReceivingPolicy, type ReceivingParties } from './receiving/find-policy.ts';
export { isForAPerson } from './receiving/judge-batch.ts';
export { listUnopened } from './receiving/process-inbox.ts';
export { listNeededIdentities, type StoredVerification, verifyStored } from './receiving/verify-stored.ts';
export type { IssuedErasureCertificate } from './retention/erasure-certificate.ts';
export {
  type CertifiedBatch,
  ERASURE_CERTIFICATE_FORMAT,
  type ErasureCertificate,
  verifyErasureCertificate,
} from './retention/erasure-certificate.ts';
export { requireNoneAdopted } from './sending/adopt-orphans.ts';
export { type ConfirmationSource, requireConfirmed, type SequenceConfirmation } from './sending/confirm-sequence.ts';
export { openOutgoing } from './sending/pending.ts';
export { requireClock, requireSigning } from './sending/require-signing.ts';
export { defaultSettings } from './settings/default-settings.ts';
export { parseSettings, recordSettings } from './settings/parse-settings.ts';
export { receivingRules, sendingRules } from './settings/settings.ts';
export type { Database, Row, Value } from './sinks/database.ts';
export type { DatabaseSink } from './sinks/database-sink.ts';
export type { Count } from './statistics/read-statistics.ts';
