import { split } from 'shamir-secret-sharing';
import type { IdentityText } from '../age/keys.ts';
import { type RandomSource, systemRandom } from '../age/random-source.ts';
import { CoreError } from '../errors/core-error.ts';
import { MAX_SHARES, SHARE_FORMAT, type Share, sealShare } from './share.ts';

/** Into how many shares an identity is split, and how many of them give it back. */
export interface SplitOptions {
  /** From 2 to 255. */
  readonly shares: number;
  /** From 2 to `shares`. */
  readonly threshold: number;
  /** Names the set. The polynomials always come from the operating system's random source. */
  readonly random?: RandomSource;
}

const SET_BYTES = 16;

/**
 * Splits an identity: any `threshold` of the shares give it back, and fewer give nothing of it. Every call makes a new
 * set, whose shares do not go together with those of another. Throws `share-numbers-invalid`.
 * Source: docs/format.md § Shares.
 */
export async function splitIdentity(
  { secret, recipient }: IdentityText,
  { shares: count, threshold, random = systemRandom }: SplitOptions,
): Promise<readonly Share[]> {
  const isPossible = Number.isInteger(count) && Number.isInteger(threshold) && 2 <= threshold && threshold <= count;
  if (!isPossible || count > MAX_SHARES) throw new CoreError('share-numbers-invalid', { limit: MAX_SHARES });
  const set = Buffer.from(random(SET_BYTES)).toString('hex');
  const bytes = new TextEncoder().encode(secret);
  const parts = await split(bytes, count, threshold);
  bytes.fill(0);
  return parts.map((part, index) => {
    const data = Buffer.from(part).toString('hex');
    part.fill(0);
    return sealShare({ format: SHARE_FORMAT, set, threshold, count, number: index + 1, recipient, data });
  });
}
