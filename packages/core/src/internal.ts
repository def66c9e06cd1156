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
export { compareInstants, isInstant, toEpochMilliseconds } from './canonical/instant.ts';
export { MAX_JSON_DEPTH, parseJson } from './canonical/json.ts';
export { hasInvisible, replaceInvisible, toPrintable } from './canonical/printable.ts';
export { quoteUntrusted } from './canonical/quote.ts';
export { readStrictJson } from './canonical/strict-json.ts';
export {
  choice,
  closedObject,
  consistent,
  type DocumentRule,
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
export {
  blockLength as tarBlockBytes,
  encodeHeader as encodeTarHeader,
  type MemberHeader as TarHeader,
  paddingAfter as tarPaddingAfter,
  parseHeader as parseTarHeader,
} from './container/ustar-header.ts';
export { type ContainerTail, encodePayloadHeader, encodeTail, payloadPosition } from './container/write-container.ts';
export { coreErrors, isCoreErrorCode } from './errors/core-error.ts';
export { defineErrors } from './errors/define-errors.ts';
export { type Expectation, formatExpectation, isExpectation } from './errors/expectations.ts';
export { formatPlace, type PlaceWords } from './errors/wording.ts';
export { abortableSource, orAborted, untilAborted } from './io/abort.ts';
export { Disposables } from './io/disposables.ts';
export { type SpoolOptions, spoolSource } from './io/file-source.ts';
export { makeFolder, syncFolderOf, toSourceError, toSystemCode, toTargetError } from './io/file-steps.ts';
export { mapInOrder } from './io/in-order.ts';
export { concatenate, releaseMemory } from './io/own-memory.ts';
export { createPartialPath, findStalePartials, type StalePartial } from './io/partial-path.ts';
export { lendPieces } from './io/source.ts';
export type { LinesSummary, SegmentReference } from './lines/lines-summary.ts';
export { countLines, splitLines, withoutByteOrderMark } from './lines/read-lines.ts';
export { type RecordLine, readRecordLine, viewLines } from './lines/record-line.ts';
export { splitRuns } from './lines/split-runs.ts';
export type { RunLeaves } from './merkle/hash-lines.ts';
export { InclusionPath, type LeafPosition, rootFromPath } from './merkle/inclusion-path.ts';
export { leafSalt } from './merkle/salts.ts';
export { hashLeaf, MerkleRoot, type Subtree, sha256, toSha256Hex } from './merkle/tree.ts';
export { formatKeyIdForFileName } from './minisign/key-file.ts';
export { publicKeyBase64 } from './minisign/public-key.ts';
export { signDocument, verifySignature } from './minisign/sign.ts';
export { parseSignatureFile, type SignatureFile } from './minisign/signature-file.ts';
export {
  defineDocument,
  type SignedDocument,
  type SignedDocumentKind,
  type VerifiedDocument,
} from './minisign/signed-document.ts';
export { encodeTrustedComment, parseTrustedComment, type TrustedComment } from './minisign/trusted-comment.ts';
export { html, type Insertable, type Markup, renderPage } from './page/page.ts';
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
export { fileHash, segments } from './record/shared-file.ts';
export { encodeShare, MAX_SHARES, parseShare, parseShareFile, type Share } from './shares/share.ts';
export { combineShares, type SplitOptions, splitIdentity } from './shares/split-identity.ts';
export type { CompressedFrame, CompressTask, ExaminedGroup, ExamineTask, GroupLines } from './workers/group-tasks.ts';
export { GroupWorkers } from './workers/group-workers.ts';
export { prepareEnd, THREAD_READY, toThreadError } from './workers/thread-failure.ts';
export { PieceReader } from './zstd/decompress.ts';
