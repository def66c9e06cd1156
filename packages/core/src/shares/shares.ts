import { combine, split } from 'shamir-secret-sharing';
import type { z } from 'zod';
import { parseIdentity } from '../age/identity.ts';
import { decryptIdentityFile } from '../age/identity-file.ts';
import { type Identity, type IdentityText, type RandomSource, systemRandom } from '../age/keys.ts';
import { encodeDocument, parseDocument } from '../canonical/document.ts';
import { choice, closedObject, safeInteger, sha256Hex, string, text } from '../canonical/text.ts';
import { CoreError } from '../errors/core-error.ts';
import type { Expectation } from '../errors/expectations.ts';
import { toSha256Hex } from '../merkle/tree.ts';

/** The format word of a share. */
export const SHARE_FORMAT = 'scelle.share/1' as const;

/** How many shares there can be: one for each element of GF(2^8) but zero. */
export const MAX_SHARES = 255;

/**
 * One of several parts of an identity, of which `threshold` together give it and fewer give nothing of it.
 * Source: docs/format.md § Shares.
 */
export interface Share {
  readonly format: typeof SHARE_FORMAT;
  /** 32 hex digits, the same in all shares that belong together. */
  readonly set: string;
  readonly threshold: number;
  readonly count: number;
  /** From 1 to `count`. */
  readonly number: number;
  /** The recipient of the identity that was split. */
  readonly recipient: string;
  /** Hex: the values of the polynomials, then the point at which they were taken. Secret. */
  readonly data: string;
  /** SHA-256 of the document without this key, hex: tells damage, and is no protection against forgery. */
  readonly digest: string;
}

/** A hybrid recipient has 1,959 characters, and an identity at most 77. */
const MAX_SHARE_BYTES = 8_192;
const MAX_RECIPIENT = 2_048;
const SET = /^[0-9a-f]{32}$/;
/** Threat: at the point zero stands the secret itself, so that one such share would outweigh all others. */
const DATA = /^(?:[0-9a-f]{2}){1,256}(?!00)[0-9a-f]{2}$/;

const shareSchema: z.ZodType<Share> = closedObject({
  format: choice([SHARE_FORMAT]),
  set: string((value) => SET.test(value), 'hex'),
  threshold: safeInteger(2, MAX_SHARES),
  count: safeInteger(2, MAX_SHARES),
  number: safeInteger(1, MAX_SHARES),
  recipient: text(MAX_RECIPIENT),
  data: string((value) => DATA.test(value), 'hex'),
  digest: sha256Hex(),
})
  .refine(({ threshold, count }) => threshold <= count, {
    path: ['threshold'],
    error: 'consistent' satisfies Expectation,
  })
  .refine(({ number, count }) => number <= count, { path: ['number'], error: 'consistent' satisfies Expectation });

/** A share with its digest. */
export function sealShare(share: Omit<Share, 'digest'>): Share {
  return { ...share, digest: toSha256Hex(encodeDocument(share)) };
}

/** The canonical bytes of a share. They are secret. */
export function encodeShare(share: Share): Uint8Array {
  return encodeDocument(share);
}

/**
 * Parses the plain bytes of a share. Throws `share-altered` where its digest does not agree, and `document-too-long`,
 * `document-invalid`, `json-not-canonical`, `json-syntax` or `utf8-invalid` where it is none.
 */
export function parseShare(bytes: Uint8Array): Share {
  const share = parseDocument(shareSchema, bytes, { member: 'share', limit: MAX_SHARE_BYTES });
  const { digest, ...stated } = share;
  if (sealShare(stated).digest !== digest) throw new CoreError('share-altered');
  return share;
}

/**
 * The share in a file: plain, or under a passphrase as `encryptIdentityFile` puts it. Throws what `parseShare` throws,
 * `passphrase-required`, `passphrase-wrong`, `identity-file-too-large`, and the codes of `decrypt` and of armor.
 * Source: docs/format.md § Shares.
 */
export async function parseShareFile(bytes: Uint8Array, passphrase?: string): Promise<Share> {
  const plain = await decryptIdentityFile(bytes, passphrase);
  try {
    return parseShare(plain);
  } finally {
    if (plain !== bytes) plain.fill(0);
  }
}

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

/**
 * The identity that shares give together. Throws `share-repeated`, `share-foreign` (with the index of the share that
 * belongs to another set), `shares-too-few`, or `shares-wrong` where what they give is not the secret key of their
 * recipient. Source: docs/format.md § Shares.
 */
export async function combineShares(shares: readonly Share[]): Promise<Identity> {
  checkTogether(shares);
  const secret = await interpolate(shares);
  // Threat: a forged share gives another secret, and the library says nothing.
  const identity = secret === null ? null : tryParse(secret);
  if (identity === null || identity.recipient !== shares[0]!.recipient) throw new CoreError('shares-wrong');
  return identity;
}

/** Whether the shares say of themselves that they go together, and are enough. */
function checkTogether(shares: readonly Share[]): void {
  const numbers = new Set<number>();
  for (const [index, share] of shares.entries()) {
    if (describeSet(share) !== describeSet(shares[0]!)) throw new CoreError('share-foreign', { index });
    if (numbers.has(share.number)) throw new CoreError('share-repeated', { index });
    numbers.add(share.number);
  }
  const expected = shares[0]?.threshold ?? 2;
  if (shares.length < expected) throw new CoreError('shares-too-few', { found: shares.length, expected });
}

function describeSet({ set, threshold, count, recipient }: Share): string {
  return JSON.stringify([set, threshold, count, recipient]);
}

/** The secret, or null where the shares are of different lengths or two were taken at one point. */
async function interpolate(shares: readonly Share[]): Promise<string | null> {
  // The library takes no subclass, such as Buffer.
  const parts = shares.map(({ data }) => Uint8Array.from(Buffer.from(data, 'hex')));
  const lengths = new Set(parts.map((part) => part.length));
  const points = new Set(parts.map((part) => part.at(-1)));
  if (lengths.size > 1 || points.size < parts.length) return null;
  const secret = await combine(parts);
  for (const part of parts) part.fill(0);
  const text = Buffer.from(secret).toString('latin1');
  secret.fill(0);
  return text;
}

function tryParse(text: string): Identity | null {
  try {
    return parseIdentity(text);
  } catch {
    return null;
  }
}
