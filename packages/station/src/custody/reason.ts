import { text } from '@scelle/core';
import { StationError } from '../errors/station-error.ts';

/** Longest reason in UTF-16 units. */
const REASON_LENGTH = 512;

/** Checks the reason that a person gives for the custody log. Throws `reason-invalid`. */
export function requireReason(reason: string): void {
  const isReason = reason !== '' && text(REASON_LENGTH).safeParse(reason).success;
  if (!isReason) throw new StationError('reason-invalid', { limit: REASON_LENGTH });
}
