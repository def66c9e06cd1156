import { CoreError } from '../errors/core-error.ts';
import { parseUnpaddedBase64 } from './base64.ts';
import { WRAPPED_FILE_KEY_BYTES } from './file-key.ts';
import type { Stanza } from './stanza.ts';

/**
 * The first argument of a native stanza, decoded: a key share or a salt. Throws `age-stanza-invalid` where the number
 * of arguments, the length of the share or that of the body is wrong. The body is judged before anything is
 * decrypted, against partitioning oracles (age.md § Native recipient types).
 */
export function parseShare(stanza: Stanza, expected: { readonly args: number; readonly bytes: number }): Uint8Array {
  const share = parseUnpaddedBase64(stanza.args[0] ?? '');
  const wellFormed =
    stanza.args.length === expected.args &&
    share?.length === expected.bytes &&
    stanza.body.length === WRAPPED_FILE_KEY_BYTES;
  if (!wellFormed) throw new CoreError('age-stanza-invalid', { name: stanza.type });
  return share;
}
