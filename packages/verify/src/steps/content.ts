import type { ContentDocument, ContentHead, Identity, Manifest, Stanza } from '@scelle/core';
import {
  encodeHex,
  hashLeaf,
  leafSalt,
  MerkleRoot,
  parseContentDocument,
  publicKeyBase64,
  type Subtree,
} from '@scelle/core/browser';
import type { TrustedKey } from '../contract/policy.ts';
import type { Comparison } from '../contract/report.ts';
import { VerifyError } from '../errors/verify-error.ts';

/**
 * Step 7, before any secret key is used: the stanzas are those that the manifest names, in number, type and order, so
 * that nobody is hidden among the recipients. Source: docs/format.md § Payload.
 */
export function checkStanzas(stanzas: readonly Stanza[], { sealedTo }: Manifest): void {
  const expected = sealedTo.map((recipient) => (recipient.startsWith('age1pq1') ? 'mlkem768x25519' : 'X25519'));
  const found = stanzas.map(({ type }) => type);
  if (found.join(' ') !== expected.join(' ')) {
    throw new VerifyError('stanzas-mismatch', { found: describe(found), expected: describe(expected) });
  }
}

/** Step 7, once the file key is found: the key that opened the payload is one that the manifest names. */
export function checkOpener({ recipient }: Identity, { sealedTo }: Manifest): void {
  if (!sealedTo.includes(recipient)) throw new VerifyError('not-sealed-to-me', { expected: recipient.slice(0, 80) });
}

/** What the report shows of the step. */
export function describeDecryption({ sealedTo, payload }: Manifest): Comparison[] {
  return [
    { what: 'stanzas', found: String(sealedTo.length), expected: String(sealedTo.length) },
    { what: 'payload-bytes', found: String(payload.bytes) },
  ];
}

/** Types of stanzas, which an attacker may choose: shortened and without odd characters. */
function describe(types: readonly string[]): string {
  return types.map((type) => type.replaceAll(/[^\w-]/g, '?').slice(0, 20)).join(' ');
}

/** The fields that batch.json repeats from the manifest. */
const repeated = ['id', 'sender', 'recipient', 'stream', 'sequence'] as const;

/**
 * Step 8, the head of the content: batch.json repeats the manifest and names the key whose seal verified. Otherwise
 * another trusted peer could seal a stolen payload as its own without ever opening it.
 * Source: docs/format.md § Inner tar.
 */
export function checkContentDocument(bytes: Uint8Array, manifest: Manifest, senderKey: TrustedKey): ContentDocument {
  const content = parseContentDocument(bytes);
  for (const field of repeated) {
    if (content[field] !== manifest[field]) {
      throw new VerifyError('content-document-mismatch', { member: 'batch.json', field });
    }
  }
  if (content.senderKey !== publicKeyBase64(senderKey.publicKey)) {
    throw new VerifyError('content-document-mismatch', { member: 'batch.json', field: 'senderKey' });
  }
  return content;
}

/** What the report shows of the step. */
export function describeContent({ content, id }: Manifest, groups: number): Comparison[] {
  return [
    { what: 'content-bytes', found: String(content.bytes), expected: String(content.bytes) },
    { what: 'batch-id', found: id, expected: id },
    { what: 'groups', found: String(groups) },
  ];
}

/** Step 10: the Merkle root over batch.json and all records. Source: RFC 9162 § 2.1; docs/format.md § Merkle tree. */
export class MerkleCheck {
  readonly #tree = new MerkleRoot();

  /** Takes batch.json, which is leaf 0. */
  constructor({ saltKey, document }: ContentHead) {
    this.#tree.push(hashLeaf(leafSalt(saltKey, 0), document));
  }

  /** Takes the leaves of the next records, as complete subtrees. */
  take(subtrees: readonly Subtree[]): void {
    for (const subtree of subtrees) this.#tree.pushSubtree(subtree);
  }

  finish({ records }: Manifest): Comparison[] {
    const found = encodeHex(this.#tree.root());
    const expected = records.merkleRoot;
    if (found !== expected) throw new VerifyError('merkle-root', { found, expected });
    return [{ what: 'merkle-root', found, expected }];
  }
}
