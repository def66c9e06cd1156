import { CoreError } from '../errors/core-error.ts';
import type { ErrorDetails } from '../errors/define-errors.ts';

/** `ignoreBOM` means "do not take it away": the mark stays in the text, where nothing accepts it. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The text of UTF-8 bytes. No two byte strings give the same text, so that texts can be compared in place of bytes.
 * Throws `utf8-invalid`. Source: docs/format.md § Canonical JSON.
 */
export function decodeUtf8(bytes: Uint8Array, where: ErrorDetails): string {
  const text = tryDecode(bytes);
  if (text === null) throw new CoreError('utf8-invalid', where);
  return text;
}

function tryDecode(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}
