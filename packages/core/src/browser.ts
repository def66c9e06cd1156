// What `@scelle/verify/proof` needs, without the modules of Node: no promise of stability.

export { parseContentDocument } from './batch/content-document.ts';
export { BATCH_FORMAT, parseManifest } from './batch/manifest.ts';
export { encodeHex, equalBytes } from './canonical/encoding.ts';
export { compareInstants, toEpochMilliseconds } from './canonical/text.ts';
export { sealMember, toCoSignatureMember } from './container/container.ts';
export { CoreError } from './errors/core-error.ts';
export { defineErrors, ScelleError } from './errors/define-errors.ts';
export { formatExpectation } from './errors/expectations.ts';
export { parseRecordLine } from './lines/record-line.ts';
export { leafSalt } from './merkle/salts.ts';
export { hashLeaf, MerkleRoot, type Subtree, toSha256Hex } from './merkle/tree.ts';
export { formatKeyId, formatKeyIdForFileName } from './minisign/key-file.ts';
export { type PublicKey, parsePublicKey, publicKeyBase64 } from './minisign/public-key.ts';
export { verifySignature } from './minisign/sign.ts';
export {
  parseSignatureFile,
  parseTrustedComment,
  type SignatureFile,
  type TrustedComment,
} from './minisign/signature-file.ts';
export { checkProof, type Proof, type ProvenRecord, parseProof } from './proof/proof.ts';
export { findProfile, ipEvidence, ipEvidenceTest } from './record/ip-evidence.ts';
