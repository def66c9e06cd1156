import { compareInstants, type TrustedComment, toEpochMilliseconds } from '@scelle/core';
import { VerifyError } from '../errors/verify-error.ts';
import type { Policy, TrustedKey } from '../policy.ts';
import type { Finding } from '../report.ts';
import type { VerifiedSignature } from './signature.ts';

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
export function checkThresholds(coSignatures: readonly VerifiedSignature[], { requiredRoles }: Policy): void {
  for (const { role, threshold } of requiredRoles) {
    const signed = coSignatures.filter((signature) => signature.role === role);
    const keys = new Set(signed.map(({ keys: [{ publicKey }] }) => Buffer.from(publicKey.key).toString('hex')));
    if (keys.size < threshold) {
      throw new VerifyError('threshold-not-met', { name: role, found: keys.size, expected: threshold });
    }
  }
}
