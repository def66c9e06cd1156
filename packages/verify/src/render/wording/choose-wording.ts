import type { Language } from '@scelle/core';
import { en } from './en.ts';
import { fr } from './fr.ts';
import type { Wording } from './wording.ts';

const wordings: Readonly<Record<Language, Wording>> = { en, fr };

/** The words of a report in the given language. */
export function chooseWording(language: Language): Wording {
  return wordings[language];
}
