import type { Identity, Manifest, Stanza } from '@scelle/core';
import { VerifyError } from '../errors/verify-error.ts';
import type { Comparison } from '../report.ts';

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
