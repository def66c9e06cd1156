import { CoreError, type Language } from '@scelle/core';
import { isCoreErrorCode } from '@scelle/core/internal';
import type { Finding } from '../../contract/report.ts';
import { isVerifyCode, VerifyError } from '../../errors/verify-error.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import type { Wording } from './wording.ts';

const wordings: Readonly<Record<Language, Wording>> = { en, fr };

/** The words of a report in the given language. */
export function chooseWording(language: Language): Wording {
  return wordings[language];
}

/**
 * The message of a code in a report: what was found, and what to do next. Where both packages have the code, this one
 * means the batch that was received. A code of another version is named, so that it can be looked up.
 */
export function describeFinding({ code, details }: Finding<string>, language: Language): string {
  if (isVerifyCode(code)) return new VerifyError(code, details).describe(language);
  if (isCoreErrorCode(code)) return new CoreError(code, details).describe(language);
  return chooseWording(language).unknownCode(code);
}
