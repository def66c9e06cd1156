import { type ContentDocument, type Manifest, parseContentDocument, publicKeyBase64 } from '@scelle/core';
import { VerifyError } from '../errors/verify-error.ts';
import type { TrustedKey } from '../policy.ts';
import type { Comparison } from '../report.ts';

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
