import type { z } from 'zod';
import { type ContentDocument, parseContentDocument } from '../batch/content-document.ts';
import { type Manifest, parseManifest } from '../batch/manifest.ts';
import { encodeDocument, parseDocument } from '../canonical/document.ts';
import { decodeHex, encodeHex } from '../canonical/encoding.ts';
import { checkTextDepth, parseJson } from '../canonical/json.ts';
import { choice, closedObject, list, safeInteger, string } from '../canonical/text.ts';
import { CoreError } from '../errors/core-error.ts';
import { limits } from '../limits.ts';
import { hashLeaf, rootFromPath } from '../merkle/tree.ts';

/** The format word of a proof. */
export const PROOF_FORMAT = 'scelle.proof/1' as const;

/** A leaf that is disclosed, with what leads from it to the sealed root. */
export interface DisclosedLeaf {
  /** Index of the leaf: 0 is batch.json, i the i-th record. */
  readonly index: number;
  /** The bytes of the leaf, as text. */
  readonly text: string;
  /** 32 hex digits. */
  readonly salt: string;
  /** Hashes from the leaf's sibling up to a child of the root, hex. */
  readonly path: readonly string[];
}

/**
 * One record of a batch, and if wanted its legal basis, with the proof that they were sealed. It discloses that record,
 * and of the others only salted hashes. Source: docs/format.md § Proofs.
 */
export interface Proof {
  readonly format: typeof PROOF_FORMAT;
  /** manifest.json and its seal, byte for byte. */
  readonly manifest: string;
  readonly seal: string;
  readonly record: DisclosedLeaf;
  /** batch.json, or null where the legal basis is not disclosed. */
  readonly content: DisclosedLeaf | null;
}

/** What a proof proves once its seal is verified too. */
export interface ProvenRecord {
  readonly manifest: Manifest;
  /** The record as its canonical line. */
  readonly line: string;
  readonly content: ContentDocument | null;
}

/** The largest tree has 5,000,001 leaves, and a path one hash a level. */
const MAX_PATH = 23;

const hex = (digits: number) => string((text) => text.length === digits && /^[0-9a-f]*$/.test(text), 'sha256');
const bounded = (max: number) => string((text) => text.length <= max && text.isWellFormed(), `text:${max}`);

const leaf = closedObject({
  index: safeInteger(0, limits.records),
  text: bounded(limits.contentDocumentBytes),
  salt: hex(32),
  path: list(hex(64), 0, MAX_PATH),
});

const proofSchema: z.ZodType<Proof> = closedObject({
  format: choice([PROOF_FORMAT]),
  manifest: bounded(limits.manifestBytes),
  seal: bounded(limits.signatureBytes),
  record: leaf,
  content: leaf.nullable(),
});

/** The canonical bytes of a proof. */
export function encodeProof(proof: Proof): Uint8Array {
  return encodeDocument(proof);
}

/** Parses a proof. Throws what `parseDocument` throws. */
export function parseProof(bytes: Uint8Array): Proof {
  return parseDocument(proofSchema, bytes, { member: 'proof', limit: limits.proofBytes });
}

/**
 * Checks that the disclosed leaves lead to the root in the manifest, and gives what they say. The seal is for the
 * caller to verify: without it a proof proves nothing. Throws `proof-invalid`, `json-depth` or `json-not-canonical` where the
 * record is no canonical line of any profile, and what parsing manifest and batch.json throws.
 * Source: RFC 9162 § 2.1.3.2; docs/format.md § Proofs.
 */
export function checkProof({ manifest: manifestText, record, content }: Proof): ProvenRecord {
  const manifest = parseManifest(new TextEncoder().encode(manifestText));
  if (record.index === 0 || (content !== null && content.index !== 0)) throw new CoreError('proof-invalid');
  checkLeaf(record, manifest);
  if (content !== null) checkLeaf(content, manifest);
  checkTextDepth(record.text);
  if (!isCanonical(record.text)) throw new CoreError('json-not-canonical');
  return {
    manifest,
    line: record.text,
    content: content === null ? null : parseContentDocument(new TextEncoder().encode(content.text)),
  };
}

function checkLeaf({ index, text, salt, path }: DisclosedLeaf, { records }: Manifest): void {
  const leafHash = hashLeaf(decodeHex(salt), new TextEncoder().encode(text));
  const hashes = path.map((hash) => decodeHex(hash));
  const root = rootFromPath({ index, leaves: records.count + 1 }, leafHash, hashes);
  if (root === null || encodeHex(root) !== records.merkleRoot) throw new CoreError('proof-invalid');
}

/** Whether the text is what our encoder writes for its value. What is no JSON is not. */
function isCanonical(text: string): boolean {
  return JSON.stringify(parseJson(text)) === text;
}
