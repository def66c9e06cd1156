import type { Container, CoSignatureMember } from '@scelle/core';
import {
  BATCH_FORMAT,
  compareInstants,
  encodeHex,
  equalBytes,
  formatKeyId,
  formatKeyIdForFileName,
  parseSignatureFile,
  parseTrustedComment,
  publicKeyBase64,
  type SignatureFile,
  sealMember,
  type TrustedComment,
  toCoSignatureMember,
  toEpochMilliseconds,
  verifySignature,
} from '@scelle/core/browser';
import type { Policy, TrustedKey } from '../contract/policy.ts';
import type { Comparison, Finding, SignatureResult } from '../contract/report.ts';
import { VerifyError } from '../errors/verify-error.ts';
import type { StepOutcome } from './checklist.ts';

/** A signature that verified with a key of the policy. */
export interface VerifiedSignature {
  readonly member: string;
  /** The role that the key is trusted in. */
  readonly role: string;
  /** Every entry of the policy with this key in this role: more than one where several names share a key. */
  readonly keys: readonly [TrustedKey, ...TrustedKey[]];
  readonly comment: TrustedComment;
}

/** What the signatures of a batch came to. */
export interface CheckedSignatures {
  readonly seal: VerifiedSignature;
  readonly coSignatures: readonly VerifiedSignature[];
  /** All of them, those by unknown keys included, for the report. */
  readonly results: readonly SignatureResult[];
}

/**
 * Step 2: the raw bytes of the manifest against its seal and co-signatures, with the keys of the policy, before any of
 * it is parsed. Source: docs/format.md § Signatures.
 */
export function checkSignatures(container: Omit<Container, 'payload'>, policy: Policy): StepOutcome<CheckedSignatures> {
  const seal = checkSeal(container, policy.keys);
  const coSignatures = container.coSignatures.map((member) => checkCoSignature(member, container, policy));
  const verified = coSignatures.filter((coSignature) => 'keys' in coSignature);
  const unknown = coSignatures.filter((coSignature) => 'code' in coSignature);
  for (const signature of [seal, ...verified]) checkValidity(signature);
  checkThresholds(verified, policy);
  return {
    value: {
      seal,
      coSignatures: verified,
      results: [toResult(seal), ...verified.map(toResult), ...unknown.map(toUnknownResult)],
    },
    compared: [seal, ...verified].map(toComparison),
    waitsFor: unknown,
  };
}

/**
 * The seal over the manifest by one of the keys. Throws `seal-unknown-key`, `seal-wrong`, `trusted-comment-mismatch`,
 * and the codes of `parseSignatureFile` and `parseTrustedComment`. Source: docs/format.md § Signatures.
 */
export function checkSeal(
  { seal, manifest }: Pick<Container, 'seal' | 'manifest'>,
  keys: readonly TrustedKey[],
): VerifiedSignature {
  const file = parseSignatureFile(seal);
  const candidates = findKeys(keys, 'sender', file);
  if (candidates.length === 0) throw new VerifyError('seal-unknown-key', { found: formatKeyId(file.keyNumber) });
  const [first, ...others] = candidates.filter(({ publicKey }) => verifySignature(file, manifest, publicKey));
  if (first === undefined) throw new VerifyError('seal-wrong', { member: sealMember });
  return { member: sealMember, role: 'sender', keys: [first, ...others], comment: parseComment(file, sealMember) };
}

function checkCoSignature(
  coSignature: CoSignatureMember,
  { manifest }: Omit<Container, 'payload'>,
  policy: Policy,
): VerifiedSignature | Finding {
  const { role } = coSignature;
  const member = toCoSignatureMember(coSignature);
  const file = parseSignatureFile(coSignature.bytes);
  const keyId = formatKeyId(file.keyNumber);
  if (formatKeyIdForFileName(file.keyNumber) !== coSignature.keyId) {
    throw new VerifyError('co-signature-misnamed', { member, found: keyId });
  }
  const candidates = findKeys(policy.keys, role, file);
  if (candidates.length === 0) return { code: 'co-signature-unknown-key', details: { name: role, found: keyId } };
  const [first, ...others] = candidates.filter(({ publicKey }) => verifySignature(file, manifest, publicKey));
  if (first === undefined) throw new VerifyError('co-signature-wrong', { member });
  return { member, role, keys: [first, ...others], comment: parseComment(file, member) };
}

/** The key number, which no signature covers, only selects which keys are tried. */
function findKeys(keys: readonly TrustedKey[], role: string, { keyNumber }: SignatureFile): TrustedKey[] {
  return keys.filter((key) => key.role === role && equalBytes(key.publicKey.keyNumber, keyNumber));
}

function parseComment(file: SignatureFile, member: string): TrustedComment {
  if (file.untrustedComment !== BATCH_FORMAT) {
    const found = 'another first line';
    throw new VerifyError('trusted-comment-mismatch', { member, field: 'format', found, expected: BATCH_FORMAT });
  }
  return parseTrustedComment(file.trustedComment);
}

function toResult({ role, keys, comment }: VerifiedSignature): SignatureResult {
  const [{ publicKey }] = keys;
  return {
    role,
    signer: comment.signer,
    keyId: formatKeyId(publicKey.keyNumber),
    publicKey: publicKeyBase64(publicKey),
    time: comment.time,
    sample: comment.sample ?? null,
  };
}

function toUnknownResult({ details }: Finding): SignatureResult {
  return {
    role: details.name ?? '',
    signer: null,
    keyId: String(details.found),
    publicKey: null,
    time: null,
    sample: null,
  };
}

function toComparison({ role, keys, comment }: VerifiedSignature): Comparison {
  const [{ publicKey }] = keys;
  return {
    what: 'signature',
    found: `${role} ${comment.signer} ${comment.time}`,
    expected: publicKeyBase64(publicKey),
  };
}

/**
 * Whether the key was valid, for the name that signed, at the time that the signer claims. Where the policy has it for
 * other names only, the manifest step refuses it. Source: docs/format.md § Signatures, Time.
 */
export function checkValidity({ keys, comment }: VerifiedSignature): void {
  const named = keys.filter(({ name }) => name === null || name === comment.signer);
  const problems = named.map((key) => findValidityProblem(key, comment));
  const [first] = problems;
  if (first && problems.every((problem) => problem !== null)) throw first;
}

function findValidityProblem(
  { validFrom, validUntil }: TrustedKey,
  { time, signer: name }: TrustedComment,
): VerifyError | null {
  if (validFrom !== undefined && compareInstants(time, validFrom) < 0) {
    return new VerifyError('key-not-yet-valid', { name, found: time, expected: validFrom });
  }
  if (validUntil !== undefined && compareInstants(time, validUntil) > 0) {
    return new VerifyError('key-expired', { name, found: time, expected: validUntil });
  }
  return null;
}

/**
 * What a revocation says of the signature: null where there is none, or where the batch was received before; a finding
 * where it claims to be older and came later, which whoever has the key can claim. Throws `key-revoked` where it says
 * itself that it is younger. Source: docs/format.md § Signatures, Time.
 */
export function findRevocation({ keys, comment }: VerifiedSignature, receivedAt: Date): Finding | null {
  const { signer: name, time: found } = comment;
  const named = keys.filter((key) => key.name === null || key.name === name);
  if (named.some(({ revokedFrom }) => revokedFrom === undefined)) return null;
  const expected = named.map(({ revokedFrom }) => revokedFrom!).sort(compareInstants)[0];
  if (expected === undefined || receivedAt.getTime() < toEpochMilliseconds(expected)) return null;
  if (compareInstants(found, expected) >= 0) throw new VerifyError('key-revoked', { name, found, expected });
  return { code: 'key-revoked-late', details: { name, found, expected } };
}

/** Whether enough distinct keys signed in every required role: one key counts once, whatever it is called. */
function checkThresholds(coSignatures: readonly VerifiedSignature[], { requiredRoles }: Policy): void {
  for (const { role, threshold } of requiredRoles) {
    const signed = coSignatures.filter((signature) => signature.role === role);
    const keys = new Set(signed.map(({ keys: [{ publicKey }] }) => encodeHex(publicKey.key)));
    if (keys.size < threshold) {
      throw new VerifyError('threshold-not-met', { name: role, found: keys.size, expected: threshold });
    }
  }
}
