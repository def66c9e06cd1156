import { CoreError, isCoreErrorCode, type Language } from '@scelle/core';
import { en } from '../messages/notes/en.ts';
import { fr } from '../messages/notes/fr.ts';
import type { Note } from './note.ts';

/** What a note means, in the given language. */
export function describeNote({ code, field }: Note, language: Language): string {
  const own: Readonly<Record<string, string>> = { en, fr }[language];
  return isCoreErrorCode(code) ? new CoreError(code, { field }).describe(language) : own[code]!;
}
