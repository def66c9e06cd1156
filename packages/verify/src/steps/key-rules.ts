import { compareInstants } from '@scelle/core';
import type { Policy } from '../policy.ts';
import { VerifyError } from '../verify-error.ts';
import type { VerifiedSignature } from './signature.ts';

/** Whether the key was valid at the time that the signer claims. Source: docs/format.md § Signatures, Time. */
export function checkValidity({ keys, comment }: VerifiedSignature): void {
  const [{ validFrom, validUntil }] = keys;
  const { time, signer: name } = comment;
  if (validFrom !== undefined && compareInstants(time, validFrom) < 0) {
    throw new VerifyError('key-not-yet-valid', { name, found: time, expected: validFrom });
  }
  if (validUntil !== undefined && compareInstants(time, validUntil) > 0) {
    throw new VerifyError('key-expired', { name, found: time, expected: validUntil });
  }
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
