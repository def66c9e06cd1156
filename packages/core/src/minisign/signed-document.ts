import type { z } from 'zod';
import { type DocumentOptions, encodeDocument, parseDocument } from '../canonical/document.ts';
import { formatKeyId } from './key-file.ts';
import type { PublicKey } from './public-key.ts';
import { type Signer, signDocument, verifySignature } from './sign.ts';
import { parseSignatureFile, type SignatureFile } from './signature-file.ts';
import { parseTrustedComment, type TrustedComment } from './trusted-comment.ts';

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
    const named = keys.filter(({ publicKey }) => Buffer.compare(publicKey.keyNumber, file.keyNumber) === 0);
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
