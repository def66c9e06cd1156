// For the sibling packages of this repository alone: no promise of stability.

export { type DecryptOptions, decrypt } from './age/decrypt.ts';
export { createEncryption, type Encryption, type EncryptionOptions, encryptedSize } from './age/encrypt.ts';
export {
  type EncryptIdentityFileOptions,
  encodeIdentityFile,
  encryptIdentityFile,
  isIdentityFileEncrypted,
  readIdentityTexts,
} from './age/identity-file.ts';
export { AttachmentIndex } from './batch/attachments.ts';
export { createUuidV7, type EndRun, type RefuseLine } from './batch/batch-options.ts';
export { contentStatementSchema, parseContentDocument } from './batch/content-document.ts';
export { GroupRule } from './batch/group-builder.ts';
export { BATCH_FORMAT, encodeManifest } from './batch/manifest.ts';
export { BatchSummary } from './batch/summary.ts';
export { type DocumentOptions, encodeDocument, parseDocument } from './canonical/document.ts';
export { hasInvisible, quoteUntrusted, replaceInvisible, toPrintable } from './canonical/encoding.ts';
export { MAX_JSON_DEPTH, parseJson } from './canonical/json.ts';
export { parseJsonFile, readStrictJson } from './canonical/strict-json.ts';
export {
  choice,
  closedObject,
  compareInstants,
  consistent,
  type DocumentRule,
  instant,
  isInstant,
  list,
  name,
  safeInteger,
  sha256Hex,
  string,
  text,
  toEpochMilliseconds,
  uuid,
  uuidV7,
} from './canonical/text.ts';
export {
  type ContainerTail,
  encodePayloadHeader,
  encodeTail,
  manifestMember,
  payloadMember,
  payloadPosition,
  sealMember,
  toCoSignatureMember,
} from './container/container.ts';
export { attachmentMember, recordsMember } from './container/inner-tar.ts';
export {
  blockLength as tarBlockBytes,
  encodeHeader as encodeTarHeader,
  type MemberHeader as TarHeader,
  paddingAfter as tarPaddingAfter,
  parseHeader as parseTarHeader,
} from './container/ustar-header.ts';
export { coreErrors, isCoreErrorCode } from './errors/core-error.ts';
export { defineErrors } from './errors/define-errors.ts';
export {
  type Expectation,
  formatExpectation,
  formatPlace,
  isExpectation,
  type PlaceWords,
} from './errors/expectations.ts';
export { abortableSource, orAborted, untilAborted } from './io/abort.ts';
export { giveWay } from './io/event-loop.ts';
export { createPartialPath, findStalePartials, type StalePartial } from './io/file-marks.ts';
export { type SpoolOptions, spoolSource } from './io/file-source.ts';
export { makeFolder, syncFolderOf, syncPath, toSourceError, toSystemCode, toTargetError } from './io/file-steps.ts';
export { Disposables, readFully, writeFully } from './io/handles.ts';
export { mapInOrder } from './io/in-order.ts';
export { concatenate, releaseMemory } from './io/own-memory.ts';
export { lendPieces } from './io/source.ts';
export type { LinesSummary, SegmentReference } from './lines/lines-summary.ts';
export { countLines, splitLines, splitRuns, withoutByteOrderMark } from './lines/read-lines.ts';
export { type RecordLine, readRecordLine, viewLines } from './lines/record-line.ts';
export type { RunLeaves } from './merkle/hash-lines.ts';
export { leafSalt } from './merkle/salts.ts';
export {
  hashLeaf,
  InclusionPath,
  type LeafPosition,
  MerkleRoot,
  rootFromPath,
  type Subtree,
  sha256,
  toSha256Hex,
} from './merkle/tree.ts';
export { formatKeyIdForFileName } from './minisign/key-file.ts';
export { publicKeyBase64 } from './minisign/public-key.ts';
export {
  defineDocument,
  type SignedDocument,
  type SignedDocumentKind,
  signDocument,
  type VerifiedDocument,
  verifySignature,
} from './minisign/sign.ts';
export {
  encodeTrustedComment,
  parseSignatureFile,
  parseTrustedComment,
  type SignatureFile,
  type TrustedComment,
} from './minisign/signature-file.ts';
export { type Bounds, checkIntegers, MAX_TIMER } from './options.ts';
export {
  foldLong,
  html,
  type Insertable,
  inGroups,
  kitStyle,
  type Markup,
  renderPage,
  spokenCaption,
} from './page/page.ts';
export { discloseLeaves } from './proof/disclose-leaves.ts';
export {
  checkProof,
  type DisclosedLeaf,
  encodeProof,
  PROOF_FORMAT,
  type Proof,
  type ProvenRecord,
  parseProof,
} from './proof/proof.ts';
export { fileHash, segments } from './record/ip-evidence.ts';
export {
  combineShares,
  encodeShare,
  MAX_SHARES,
  parseShare,
  parseShareFile,
  type Share,
  type SplitOptions,
  splitIdentity,
} from './shares/shares.ts';
export type { CompressedFrame, CompressTask, ExaminedGroup, ExamineTask, GroupLines } from './workers/group-tasks.ts';
export { GroupWorkers, type ThreadOptions } from './workers/group-workers.ts';
export { prepareEnd, THREAD_READY, toThreadError } from './workers/thread-failure.ts';
export { PieceReader } from './zstd/decompress.ts';
export { decompressFrames } from './zstd/read-frames.ts';
