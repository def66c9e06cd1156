import type { z } from 'zod';
import { type DocumentOptions, encodeDocument, parseDocument } from '../canonical/document.ts';
import { equalBytes } from '../canonical/encoding.ts';
import { CoreError } from '../errors/core-error.ts';
import { type AbortOptions, orAborted } from '../io/abort.ts';
import { blake2b, verifyDetached } from '../sodium.ts';
import { formatKeyId } from './key-file.ts';
import type { PublicKey } from './public-key.ts';
import {
  encodeSignatureFile,
  encodeTrustedComment,
  parseSignatureFile,
  parseTrustedComment,
  SIGNATURE_BYTES,
  type SignatureFile,
  type TrustedComment,
} from './signature-file.ts';

/**
 * Whoever can sign: a secret key in memory, or a key management service, a PKCS#11 token or a YubiKey behind the same
 * three members.
 */
export interface Signer {
  /** The 8 bytes by which minisign names the key pair. */
  readonly keyNumber: Uint8Array;
  /** The Ed25519 public key, 32 bytes. */
  readonly publicKey: Uint8Array;
  /**
   * The raw Ed25519 signature, 64 bytes, over exactly `bytes`. Nobody waits for it once `signal` is aborted; whoever asks a
   * service ends the request then.
   */
  sign(bytes: Uint8Array, options?: AbortOptions): Promise<Uint8Array>;
}

/** Length in bytes of a BLAKE2b-512. */
const HASH_BYTES = 64;

/** What the first signature of a file signs: the BLAKE2b-512 of the message. */
export function hashMessage(message: Uint8Array): Uint8Array {
  return blake2b(HASH_BYTES, message);
}

/** What the global signature signs: the first signature, then the trusted comment without its prefix. */
export function joinTrustedPart(signature: Uint8Array, trustedComment: string): Uint8Array {
  const comment = new TextEncoder().encode(trustedComment);
  const bytes = new Uint8Array(signature.length + comment.length);
  bytes.set(signature);
  bytes.set(comment, signature.length);
  return bytes;
}

/** Who signs what, with which comments. */
interface SignatureRequest extends AbortOptions {
  readonly signer: Signer;
  readonly message: Uint8Array;
  readonly untrustedComment: string;
  readonly trustedComment: string;
}

/**
 * Signs the message: the bytes of its `.minisig` file. Throws `signature-comment-invalid`, `signature-too-large`, and
 * `signer-mismatch` where the signer's answer does not verify with its own public key.
 * Source: docs/format.md § Signatures.
 */
export async function signMinisig(request: SignatureRequest): Promise<Uint8Array> {
  const { signer, message, untrustedComment, trustedComment, signal } = request;
  const signature = await signAndCheck(signer, hashMessage(message), signal);
  const globalSignature = await signAndCheck(signer, joinTrustedPart(signature, trustedComment), signal);
  return encodeSignatureFile({
    untrustedComment,
    keyNumber: signer.keyNumber,
    signature,
    trustedComment,
    globalSignature,
  });
}

/** A token with the wrong key in it, or a fault while signing, must not show only at the recipient's. */
async function signAndCheck(signer: Signer, bytes: Uint8Array, signal: AbortSignal | undefined): Promise<Uint8Array> {
  const signature = await orAborted(() => signer.sign(bytes, signal && { signal }), signal);
  const verifies = signature.length === SIGNATURE_BYTES && verifyDetached(signature, bytes, signer.publicKey);
  if (!verifies) throw new CoreError('signer-mismatch', { name: formatKeyId(signer.keyNumber) });
  return signature;
}

/**
 * Signs a Scellé document: the bytes of its minisign file. The untrusted comment is the format word, the trusted one
 * what the signer states. Throws the codes of `signMinisig` and `encodeTrustedComment`.
 * Source: docs/format.md § Signatures.
 */
export async function signDocument(
  signer: Signer,
  document: Uint8Array,
  statement: TrustedComment,
  options: AbortOptions = {},
): Promise<Uint8Array> {
  return signMinisig({
    signer,
    message: document,
    untrustedComment: statement.format,
    trustedComment: encodeTrustedComment(statement),
    ...options,
  });
}

/**
 * Whether the file was made for exactly this message by the holder of this key: the key numbers agree, and both the
 * signature of the message and the one of the trusted comment verify. libsodium refuses an S that is not reduced and
 * points of small order. Source: docs/format.md § Signatures.
 */
export function verifySignature(file: SignatureFile, message: Uint8Array, publicKey: PublicKey): boolean {
  return (
    equalBytes(file.keyNumber, publicKey.keyNumber) &&
    verifyBytes(file.signature, hashMessage(message), publicKey) &&
    verifyBytes(file.globalSignature, joinTrustedPart(file.signature, file.trustedComment), publicKey)
  );
}

/**
 * Whether the raw signature, of 64 bytes, was made for exactly these bytes. Of a key that `parsePublicKey` did not take
 * nothing follows from it.
 */
export function verifyBytes(signature: Uint8Array, bytes: Uint8Array, publicKey: Pick<PublicKey, 'key'>): boolean {
  return verifyDetached(signature, bytes, publicKey.key);
}

/** A document and the minisign file that signs it, the bytes of both. */
export interface SignedDocument {
  readonly document: Uint8Array;
  readonly signature: Uint8Array;
}

/** What a document says of its own signature. */
interface Statement {
  /** The role in which it is signed; left out where that is the role of the key. */
  readonly role?: string;
  readonly signer: string;
  readonly time: string;
}

/** What the trusted comment of a signature says otherwise than its document. */
interface Misstatement {
  readonly field: 'format' | 'role' | 'signer' | 'time' | 'sample';
  readonly expected: string;
}

/** What a signed document came to with the keys that may have signed it. */
export type VerifiedDocument<Document, Key> =
  /** The keys that made the signature, among them the same one several times, and the role that it states. */
  | { readonly outcome: 'signed'; readonly document: Document; readonly keys: readonly Key[]; readonly role: string }
  /** None of the keys has the number that the signature names. */
  | { readonly outcome: 'unknown-key'; readonly keyId: string }
  /** None of the keys made the signature over these bytes, or its first line is another. */
  | { readonly outcome: 'wrong-signature' }
  /** The signature is right, and states something else than the document. */
  | { readonly outcome: 'misstated'; readonly document: Document };

/** One kind of signed document: how it is encoded, parsed, signed and verified. */
export interface SignedDocumentKind<Document extends object> {
  /** The canonical bytes. */
  encode(document: Document): Uint8Array;
  /** Throws the codes of `parseDocument`. */
  parse(bytes: Uint8Array): Document;
  /** `role` is that of the key where the kind has none of its own. Throws the codes of `signDocument`. */
  sign(document: Document, signer: Signer, role?: string): Promise<SignedDocument>;
  /**
   * Verifies the raw bytes with these keys, and parses them only then. Throws the codes of `parseSignatureFile`,
   * `parseTrustedComment` and `parseDocument`.
   */
  verify<Key extends { readonly publicKey: PublicKey }>(
    signed: SignedDocument,
    keys: readonly Key[],
  ): VerifiedDocument<Document, Key>;
  /** The first thing that a signature states otherwise than the document; null where it states the same. */
  findMisstatement(file: SignatureFile, document: Document, role?: string): Misstatement | null;
}

/**
 * Defines a kind of document that its issuer signs: first line and trusted comment begin with the format word, and role,
 * signer and time are what `state` reads in the document. Source: docs/format.md § Signatures.
 */
export function defineDocument<Document extends { readonly format: string }>(
  format: Document['format'],
  schema: z.ZodType<Document>,
  options: DocumentOptions,
  state: (document: Document) => Statement,
): SignedDocumentKind<Document> {
  const encode = (document: Document): Uint8Array => encodeDocument(document);
  const parse = (bytes: Uint8Array): Document => parseDocument(schema, bytes, options);

  async function sign(document: Document, signer: Signer, role?: string): Promise<SignedDocument> {
    const { signer: name, time, ...stated } = state(document);
    const bytes = encode(document);
    const statement = { format, role: stated.role ?? role ?? '', signer: name, time };
    return { document: bytes, signature: await signDocument(signer, bytes, statement) };
  }

  function verify<Key extends { readonly publicKey: PublicKey }>(
    { document: bytes, signature }: SignedDocument,
    keys: readonly Key[],
  ): VerifiedDocument<Document, Key> {
    const file = parseSignatureFile(signature);
    const named = keys.filter(({ publicKey }) => equalBytes(publicKey.keyNumber, file.keyNumber));
    if (named.length === 0) return { outcome: 'unknown-key', keyId: formatKeyId(file.keyNumber) };
    const signing = named.filter(({ publicKey }) => verifySignature(file, bytes, publicKey));
    if (signing.length === 0 || file.untrustedComment !== format) return { outcome: 'wrong-signature' };
    const comment = parseTrustedComment(file.trustedComment);
    const document = parse(bytes);
    if (compare(comment, document) !== null) return { outcome: 'misstated', document };
    return { outcome: 'signed', document, keys: signing, role: comment.role };
  }

  function findMisstatement(file: SignatureFile, document: Document, role?: string): Misstatement | null {
    if (file.untrustedComment !== format) return { field: 'format', expected: format };
    return compare(parseTrustedComment(file.trustedComment), document, role);
  }

  /** Without a role, of the key or of the kind, any will do. */
  function compare(comment: TrustedComment, document: Document, roleOfKey?: string): Misstatement | null {
    const { role = roleOfKey ?? comment.role, signer, time } = state(document);
    const expected = { format, role, signer, time };
    for (const field of ['format', 'role', 'signer', 'time'] as const) {
      if (comment[field] !== expected[field]) return { field, expected: expected[field] };
    }
    // Only a person who looked at some of a batch states a sample.
    return comment.sample === undefined ? null : { field: 'sample', expected: '' };
  }

  return { encode, parse, sign, verify, findMisstatement };
}
