import { type Manifest, toEpochMilliseconds, toInstant } from '@scelle/core';
import type { StepOutcome } from '../checklist.ts';
import { VerifyError } from '../errors/verify-error.ts';
import type { Comparison } from '../report.ts';
import type { Reception } from './manifest.ts';

const DAY_MILLISECONDS = 86_400_000;

/**
 * Step 12: what this party accepts: profiles, how old or new facts may be, and how much. What was compared of the limits
 * is that of `checkLimits`. Source: docs/format.md § Verification.
 */
export function checkPolicy(
  { profile, period, createdAt }: Manifest,
  { policy, receivedAt }: Reception,
  limits: readonly Comparison[],
): StepOutcome<void> {
  const compared: Comparison[] = [...limits];
  const allowed = policy.profiles.map(({ name }) => name);
  if (!allowed.includes(profile)) {
    throw new VerifyError('profile-not-allowed', { found: profile, expected: allowed.join(', ') });
  }
  compared.push({ what: 'profile', found: profile, expected: allowed.join(', ') });
  if (period === null) return { value: undefined, compared };
  const latest = toEpochMilliseconds(createdAt) + policy.clockSkewSeconds * 1000;
  if (toEpochMilliseconds(period.to) > latest) {
    throw new VerifyError('facts-in-future', { found: period.to, expected: createdAt });
  }
  compared.push({ what: 'latest-fact', found: period.to, expected: `≤ ${createdAt}` });
  if (policy.maxFactAgeDays === null) return { value: undefined, compared };
  const earliest = receivedAt.getTime() - policy.maxFactAgeDays * DAY_MILLISECONDS;
  const expected = toInstant(new Date(earliest));
  if (toEpochMilliseconds(period.from) < earliest) {
    throw new VerifyError('facts-too-old', { found: period.from, expected });
  }
  return {
    value: undefined,
    compared: [...compared, { what: 'earliest-fact', found: period.from, expected: `≥ ${expected}` }],
  };
}
