import { z } from 'zod';
import { decodeBase64, encodeBase64, equalBytes } from '../canonical/encoding.ts';
import { decodeUtf8 } from '../canonical/json.ts';
import { instant, name } from '../canonical/text.ts';
import { CoreError } from '../errors/core-error.ts';
import { limits } from '../limits.ts';
import { KEY_ALGORITHM, KEY_NUMBER_BYTES, UNTRUSTED_PREFIX } from './key-file.ts';

/** Length in bytes of an Ed25519 signature. */
export const SIGNATURE_BYTES = 64;

/** The content of a `.minisig` file. Source: docs/format.md § Signatures. */
export interface SignatureFile {
  /** What the first line says; no signature covers it. */
  readonly untrustedComment: string;
  /** The 8 bytes that name the key; no signature covers them either. */
  readonly keyNumber: Uint8Array;
  /** Ed25519 over the BLAKE2b-512 of the message, 64 bytes. */
  readonly signature: Uint8Array;
  /** What `globalSignature` covers besides `signature`. */
  readonly trustedComment: string;
  /** Ed25519 over `signature` and the trusted comment, 64 bytes. */
  readonly globalSignature: Uint8Array;
}

const TRUSTED_PREFIX = 'trusted comment: ';
const PREHASHED_ALGORITHM = new TextEncoder().encode('ED');
const KEY_NUMBER_OFFSET = PREHASHED_ALGORITHM.length;
const SIGNATURE_OFFSET = KEY_NUMBER_OFFSET + KEY_NUMBER_BYTES;
const SIGNATURE_BLOCK_BYTES = SIGNATURE_OFFSET + SIGNATURE_BYTES;

/** minisign reads a first line of at most 1,023 bytes, prefix and newline included. */
const MAX_UNTRUSTED_COMMENT_BYTES = 1023 - UNTRUSTED_PREFIX.length - 1;

/** Every control character but the tab, which stands in minisign's own default comment, and the two line separators. */
const REFUSED_IN_COMMENTS = /[^\P{Cc}\t]|[\u2028\u2029]/u;

/**
 * The four lines as `minisign -S` writes them. Throws `signature-comment-invalid` for a comment that would not stay on
 * its line, and `signature-too-large` for a file of more than 4 KiB.
 */
export function encodeSignatureFile(file: SignatureFile): Uint8Array {
  requireComment(file.untrustedComment, 1, MAX_UNTRUSTED_COMMENT_BYTES);
  requireComment(file.trustedComment, 3, limits.signatureBytes);
  const block = Uint8Array.from([...PREHASHED_ALGORITHM, ...file.keyNumber, ...file.signature]);
  const lines = [
    UNTRUSTED_PREFIX + file.untrustedComment,
    encodeBase64(block),
    TRUSTED_PREFIX + file.trustedComment,
    encodeBase64(file.globalSignature),
    '',
  ];
  const bytes = new TextEncoder().encode(lines.join('\n'));
  requireSize(bytes);
  return bytes;
}

/**
 * Parses a signature file, and accepts only the bytes that `encodeSignatureFile` writes for its content. Throws
 * `signature-too-large`, `utf8-invalid`, `signature-legacy` for a signature that is not prehashed,
 * `signature-comment-invalid`, and `signature-malformed` for everything else. Source: docs/format.md § Signatures.
 */
export function parseSignatureFile(bytes: Uint8Array): SignatureFile {
  requireSize(bytes);
  const lines = decodeUtf8(bytes, {}).split('\n');
  const block = parseBlock(lines, 2, SIGNATURE_BLOCK_BYTES);
  requireAlgorithm(block);
  const file = {
    untrustedComment: parseComment(lines, 1, UNTRUSTED_PREFIX),
    keyNumber: block.slice(KEY_NUMBER_OFFSET, SIGNATURE_OFFSET),
    signature: block.slice(SIGNATURE_OFFSET),
    trustedComment: parseComment(lines, 3, TRUSTED_PREFIX),
    globalSignature: parseBlock(lines, 4, SIGNATURE_BYTES),
  };
  // This also catches a missing last newline, and anything after it.
  if (!equalBytes(encodeSignatureFile(file), bytes)) throw new CoreError('signature-malformed');
  return file;
}

function parseComment(lines: readonly string[], line: number, prefix: string): string {
  const text = lines[line - 1];
  if (!text?.startsWith(prefix)) throw new CoreError('signature-malformed', { line });
  return text.slice(prefix.length);
}

function parseBlock(lines: readonly string[], line: number, length: number): Uint8Array {
  const block = decodeBase64(lines[line - 1] ?? '', length);
  if (block === null) throw new CoreError('signature-malformed', { line });
  return block;
}

/** The legacy kind signs the message itself, so that its signature of a 64-byte file could pass for one of ours. */
function requireAlgorithm(block: Uint8Array): void {
  if (startsWith(block, PREHASHED_ALGORITHM)) return;
  throw new CoreError(startsWith(block, KEY_ALGORITHM) ? 'signature-legacy' : 'signature-malformed', { line: 2 });
}

function startsWith(bytes: Uint8Array, prefix: Uint8Array): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}

function requireComment(comment: string, line: number, limit: number): void {
  const fits = new TextEncoder().encode(comment).length <= limit;
  if (fits && comment.isWellFormed() && !REFUSED_IN_COMMENTS.test(comment)) return;
  throw new CoreError('signature-comment-invalid', { line, limit });
}

function requireSize(bytes: Uint8Array): void {
  const limit = limits.signatureBytes;
  if (bytes.length > limit) throw new CoreError('signature-too-large', { found: bytes.length, limit });
}

/** What a signer states in the trusted comment of a Scellé signature. Source: docs/format.md § Signatures. */
export interface TrustedComment {
  /** The format word of the signed document, such as `scelle.batch/1`. */
  readonly format: string;
  readonly role: string;
  readonly signer: string;
  /** When the signer claims to have signed: an instant. */
  readonly time: string;
  /** For an agent: which random sample was looked at, 32 hex digits, or null where none was. */
  readonly sample?: string | null;
}

const schema = z.strictObject({
  format: z.string().regex(/^scelle\.[a-z]{1,32}\/[1-9][0-9]{0,3}$/),
  role: name(),
  signer: name(),
  time: instant(),
  sample: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .nullable()
    .optional(),
});

const PARTS = /^(?<format>\S+) role=(?<role>\S+) signer=(?<signer>\S+) time=(?<time>\S+)(?: sample=(?<sample>\S+))?$/;

/** The text of the comment. Throws `trusted-comment-invalid`, naming the field that breaks a rule. */
export function encodeTrustedComment(comment: TrustedComment): string {
  const { error } = schema.safeParse(comment);
  if (error) throw new CoreError('trusted-comment-invalid', { field: String(error.issues[0]!.path[0]) });
  const { format, role, signer, time, sample } = comment;
  const text = `${format} role=${role} signer=${signer} time=${time}`;
  return sample === undefined ? text : `${text} sample=${sample ?? 'none'}`;
}

/** Parses the text that `encodeTrustedComment` writes, and nothing else. Throws `trusted-comment-invalid`. */
export function parseTrustedComment(text: string): TrustedComment {
  const parts = PARTS.exec(text)?.groups;
  if (parts === undefined) throw new CoreError('trusted-comment-invalid');
  const comment = {
    format: parts['format']!,
    role: parts['role']!,
    signer: parts['signer']!,
    time: parts['time']!,
    ...(parts['sample'] !== undefined && { sample: parts['sample'] === 'none' ? null : parts['sample'] }),
  };
  if (encodeTrustedComment(comment) !== text) throw new CoreError('trusted-comment-invalid');
  return comment;
}
