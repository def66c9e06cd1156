import { CoreError } from '../errors/core-error.ts';
import type { ByteRange } from './source.ts';

/**
 * Throws `source-truncated` unless the range lies within a source of `size` bytes; called before memory is taken.
 * `file` names the source in the message.
 */
export function checkRange(size: number, range: ByteRange, file?: string): void {
  const { start, end } = range;
  if (Number.isSafeInteger(start) && Number.isSafeInteger(end) && 0 <= start && start <= end && end <= size) return;
  throw new CoreError('source-truncated', { ...(file === undefined ? {} : { file }), found: size, expected: end });
}
