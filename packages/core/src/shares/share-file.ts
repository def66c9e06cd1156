import { decryptIdentityFile } from '../age/identity-file.ts';
import { parseShare, type Share } from './share.ts';

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
