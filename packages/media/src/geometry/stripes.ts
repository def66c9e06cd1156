import { STRIPE_DATA } from './constants.ts';

/**
 * How the blocks of a disc form stripes. Stripe *s* of *S* holds the content blocks s, s + S, s + 2S, …, so that
 * consecutive blocks lie in different stripes and a scratch takes few of each. Parity row *j* of stripe *s* is parity
 * block j·S + s. Source: docs/media-format.md § Blocks and stripes.
 */
export interface StripeLayout {
  readonly stripes: number;
  /** Data and parity blocks of each stripe. */
  readonly data: number;
  readonly parity: number;
  readonly contentBlocks: number;
  readonly parityBlocks: number;
}

/** The stripes of a disc with so many content blocks and parity rows. */
export function layOutStripes(contentBlocks: number, parity: number): StripeLayout {
  const stripes = Math.ceil(contentBlocks / STRIPE_DATA);
  return { stripes, data: STRIPE_DATA, parity, contentBlocks, parityBlocks: stripes * parity };
}

/** Parity rows for a share such as 0.15 of the data, rounded up. */
export function toParityRows(share: number): number {
  return Math.ceil(Number((share * STRIPE_DATA).toFixed(6)));
}
