import { ScelleError } from '@scelle/core';
import { MediaError } from '../errors/media-error.ts';

/**
 * The error to throw where a file could not be parsed as what it should be. A file that cannot be read is another matter,
 * and so is what was not foreseen.
 */
export function toNotSealed(error: unknown, file: string): unknown {
  if (!(error instanceof ScelleError) || error instanceof MediaError || error.code === 'source-unreadable')
    return error;
  return new MediaError('item-not-sealed', { file, found: error.code }, { cause: error });
}
