import type { z } from 'zod';
import { decryptIdentityFile } from '../age/identity-file.ts';
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
