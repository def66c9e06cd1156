import { toSystemCode } from '@scelle/core';
import { MediaError } from '../errors/media-error.ts';

/** The error to throw where the system could not read a medium. */
export function toMediumError(error: unknown, file: string): unknown {
  const found = toSystemCode(error);
  if (found === null) return error;
  const code = found === 'ENOENT' ? 'medium-missing' : 'medium-unreadable';
  return new MediaError(code, { file, found }, { cause: error });
}
