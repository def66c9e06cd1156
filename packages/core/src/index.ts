export { type DecryptOptions, decrypt } from './age/decrypt.ts';
export { createEncryption, type Encryption, type EncryptionOptions, encryptedSize } from './age/encrypt.ts';
export { type GenerateIdentityOptions, generateIdentity, parseIdentity, parseRecipient } from './age/identity.ts';
export {
  type EncryptIdentityFileOptions,
  encodeIdentityFile,
  encryptIdentityFile,
  isIdentityFileEncrypted,
  parseIdentityFile,
  readIdentityTexts,
} from './age/identity-file.ts';
export type {
  FileKeyUnwrapper,
  FileKeyWrapper,
  Identity,
  IdentityText,
  Recipient,
  RecipientType,
} from './age/keys.ts';
export type { Stanza } from './age/stanza.ts';
export type { ReadAttachment } from './batch/attachments.ts';
export { AttachmentIndex } from './batch/attachments.ts';
export type {
  BatchHeader,
  BatchKeys,
  BatchWriterOptions,
  EndRun,
  RefuseLine,
  SealedBatch,
} from './batch/batch-options.ts';
export { createUuidV7, type Environment, systemEnvironment, toInstant } from './batch/batch-options.ts';
export { BatchWriter } from './batch/batch-writer.ts';
export { type CoSigning, coSign, coSignFile } from './batch/co-sign.ts';
export {
  type ContentDocument,
  type ContentStatement,
  contentStatementSchema,
  parseContentDocument,
} from './batch/content-document.ts';
export { createBatch } from './batch/create-batch.ts';
export { GroupRule } from './batch/group-builder.ts';
export { BATCH_FORMAT, type ControllerCount, encodeManifest, type Manifest, parseManifest } from './batch/manifest.ts';
export type { Attachment, ContentHead, Group, OpenContent } from './batch/read-groups.ts';
export { openPayload, type PayloadLocation } from './batch/read-groups.ts';
export { BatchSummary } from './batch/summary.ts';
export { type DocumentOptions, encodeDocument, parseDocument } from './canonical/document.ts';
export { compareInstants, isInstant, toEpochMilliseconds } from './canonical/instant.ts';
export { MAX_JSON_DEPTH, parseJson } from './canonical/json.ts';
export { hasInvisible, replaceInvisible, toPrintable } from './canonical/printable.ts';
export { quoteUntrusted } from './canonical/quote.ts';
export { readStrictJson } from './canonical/strict-json.ts';
export {
  choice,
  closedObject,
  instant,
  list,
  name,
  safeInteger,
  sha256Hex,
  string,
  text,
  uuid,
  uuidV7,
} from './canonical/text.ts';
export { attachmentMember, recordsMember } from './container/inner-tar.ts';
export { manifestMember, payloadMember, sealMember, toCoSignatureMember } from './container/member-names.ts';
export { type Container, type CoSignatureMember, readContainer } from './container/read-container.ts';
export {
  blockLength as tarBlockBytes,
  encodeHeader as encodeTarHeader,
  type MemberHeader as TarHeader,
  paddingAfter as tarPaddingAfter,
  parseHeader as parseTarHeader,
} from './container/ustar-header.ts';
export { type ContainerTail, encodePayloadHeader, encodeTail, payloadPosition } from './container/write-container.ts';
export { CoreError, type CoreErrorCode, coreErrors, isCoreErrorCode } from './errors/core-error.ts';
export {
  defineErrors,
  type ErrorCatalogue,
  type ErrorDetails,
  type ErrorEntry,
  type ErrorStatus,
  type Language,
  type Message,
  ScelleError,
} from './errors/define-errors.ts';
export { type Expectation, formatExpectation, isExpectation } from './errors/expectations.ts';
export { formatPlace, type PlaceWords } from './errors/wording.ts';
export { lockFile } from './io/file-lock.ts';
export { type FileSourceOptions, openFileSource, type SpoolOptions, spoolSource } from './io/file-source.ts';
export {
  type FileStep,
  type FileWriteOptions,
  makeFolder,
  makeOwnFolder,
  openOwnFile,
  syncFolderOf,
  toSourceError,
  toSystemCode,
  toTargetError,
} from './io/file-steps.ts';
export { mapInOrder } from './io/in-order.ts';
export { concatenate, releaseMemory } from './io/own-memory.ts';
export { createPartialPath, findStalePartials, type StalePartial } from './io/partial-path.ts';
export { createPublishedFile, type PublishedFile } from './io/published-file.ts';
export type { ClosableSource, Sink } from './io/source.ts';
export { type BatchSource, type ByteRange, lendPieces, memorySource } from './io/source.ts';
export { limits } from './limits.ts';
export type { LinesSummary, SegmentReference } from './lines/lines-summary.ts';
export { countLines, splitLines, withoutByteOrderMark } from './lines/read-lines.ts';
export { encodeRecord, parseRecordLine, type RecordLine, readRecordLine, viewLines } from './lines/record-line.ts';
export { splitRuns } from './lines/split-runs.ts';
export type { RunLeaves } from './merkle/hash-lines.ts';
export { InclusionPath, type LeafPosition, rootFromPath } from './merkle/inclusion-path.ts';
export { leafSalt } from './merkle/salts.ts';
export { hashLeaf, MerkleRoot, type Subtree, sha256, toSha256Hex } from './merkle/tree.ts';
export { formatKeyId, formatKeyIdForFileName } from './minisign/key-file.ts';
export { encodePublicKey, type PublicKey, parsePublicKey, publicKeyBase64 } from './minisign/public-key.ts';
export { generateSecretKey, type RandomBytes, SecretKey } from './minisign/secret-key.ts';
export { type EncodeSecretKeyOptions, encodeSecretKey, parseSecretKey } from './minisign/secret-key-file.ts';
export type { Signer } from './minisign/sign.ts';
export { signDocument, verifySignature } from './minisign/sign.ts';
export { parseSignatureFile, type SignatureFile } from './minisign/signature-file.ts';
export { encodeTrustedComment, parseTrustedComment, type TrustedComment } from './minisign/trusted-comment.ts';
export { discloseLeaves } from './proof/create-proof.ts';
export {
  checkProof,
  type DisclosedLeaf,
  encodeProof,
  PROOF_FORMAT,
  type Proof,
  type ProvenRecord,
  parseProof,
} from './proof/proof.ts';
export {
  findProfile,
  type IpEvidence,
  ipEvidence,
  ipEvidenceTest,
  type Protocol,
  type Work,
  type WorkCategory,
} from './record/ip-evidence.ts';
export type { Profile, RecordFacts } from './record/profile.ts';
export { fileHash, type Segment, segments } from './record/shared-file.ts';
export { encodeShare, MAX_SHARES, parseShare, parseShareFile, type Share } from './shares/share.ts';
export { combineShares, type SplitOptions, splitIdentity } from './shares/split-identity.ts';
export { VERSION } from './version.ts';
export type { ExaminedGroup, ExamineTask, SealableLines, SealedFrame, SealTask } from './workers/group-tasks.ts';
export { GroupWorkers } from './workers/group-workers.ts';
export { toThreadError } from './workers/thread-failure.ts';
export { PieceReader } from './zstd/decompress.ts';
