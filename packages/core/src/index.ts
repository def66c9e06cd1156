export type { Aead, CreateAead } from './age/aead.ts';
export type { DecryptOptions } from './age/decrypt.ts';
export type { Stanza } from './age/header.ts';
export { type GenerateIdentityOptions, generateIdentity, parseIdentity, parseRecipient } from './age/identity.ts';
export { parseIdentityFile } from './age/identity-file.ts';
export type {
  FileKeyUnwrapper,
  FileKeyWrapper,
  Identities,
  Identity,
  IdentityText,
  RandomSource,
  Recipient,
  RecipientType,
  SecretIdentity,
} from './age/keys.ts';
export type { ReadAttachment } from './batch/attachments.ts';
export type { EndRun, RefuseLine } from './batch/batch-options.ts';
export {
  type BatchHeader,
  type BatchKeys,
  type BatchWriterOptions,
  type Environment,
  type SealedBatch,
  systemEnvironment,
  toInstant,
} from './batch/batch-options.ts';
export { BatchWriter } from './batch/batch-writer.ts';
export { type CoSigning, coSign, coSignFile } from './batch/co-sign.ts';
export type { ContentDocument, ContentStatement } from './batch/content-document.ts';
export { createBatch } from './batch/create-batch.ts';
export { type ControllerCount, type Manifest, parseManifest } from './batch/manifest.ts';
export {
  type Attachment,
  type ContentHead,
  type Group,
  type OpenContent,
  openPayload,
  type PayloadLocation,
} from './batch/read-groups.ts';
export type { RecordSchema, SchemaIssue, SchemaResult } from './canonical/record-schema.ts';
export type { CoSigner } from './container/container.ts';
export { type Container, type CoSignatureMember, readContainer } from './container/container.ts';
export { CoreError, type CoreErrorCode } from './errors/core-error.ts';
export {
  type ErrorCatalogue,
  type ErrorDetails,
  type ErrorEntry,
  type ErrorStatus,
  type Language,
  type Message,
  ScelleError,
} from './errors/define-errors.ts';
export type { AbortOptions } from './io/abort.ts';
export { lockFile } from './io/file-marks.ts';
export { type FileSourceOptions, openFileSource } from './io/file-source.ts';
export type { FileStep, FileWriteOptions } from './io/file-steps.ts';
export { createPublishedFile, type PublishedFile } from './io/published-file.ts';
export { type BatchSource, type ByteRange, type ClosableSource, memorySource, type Sink } from './io/source.ts';
export { limits } from './limits.ts';
export type { RecordLine } from './lines/record-line.ts';
export { encodeRecord, parseRecordLine } from './lines/record-line.ts';
export type { RunLeaves } from './merkle/hash-lines.ts';
export { formatKeyId } from './minisign/key-file.ts';
export { encodePublicKey, type PublicKey, parsePublicKey } from './minisign/public-key.ts';
export {
  type EncodeSecretKeyOptions,
  encodeSecretKey,
  generateSecretKey,
  parseSecretKey,
  type RandomBytes,
  SecretKey,
} from './minisign/secret-key.ts';
export type { SignedDocument, Signer } from './minisign/sign.ts';
export type { SignatureFile } from './minisign/signature-file.ts';
export { type DisclosedLeaf, encodeProof, type Proof, parseProof } from './proof/proof.ts';
export type { FileHash, FileHashAlgorithm } from './record/ip-evidence.ts';
export {
  findProfile,
  type IpEvidence,
  ipEvidence,
  ipEvidenceTest,
  type Protocol,
  type Segment,
  type Work,
  type WorkCategory,
} from './record/ip-evidence.ts';
export type { Profile, ProfileModule, RecordFacts } from './record/profile.ts';
export { VERSION } from './version.ts';
export type { ThreadOptions } from './workers/group-workers.ts';
export { createWorkers, type Workers, type WorkersOptions } from './workers/workers.ts';
