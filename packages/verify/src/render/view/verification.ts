import { type Language, quoteUntrusted } from '@scelle/core';
import type { VerificationReport } from '../../report.ts';
import { chooseWording } from '../wording/choose-wording.ts';
import { type Fact, fact } from './fact.ts';
import { formatInstant, formatSize } from './format.ts';

const ORIGIN_CHARACTERS = 200;

/** What was checked, when, how deeply, and by which version. */
export function listVerification(report: VerificationReport, language: Language): Fact[] {
  const { labels, phrases } = chooseWording(language);
  const { origin, bytes, checkedAt, checkedBy, level } = report;
  return [
    fact(labels.origin, origin === null ? phrases['not-given'] : quoteUntrusted(origin, ORIGIN_CHARACTERS)),
    fact(labels['batch-size'], formatSize(bytes, language)),
    fact(labels['checked-at'], formatInstant(checkedAt)),
    fact(labels['checked-by'], checkedBy),
    fact(labels.level, level === 'full' ? phrases['full-level'] : phrases['sealed-level']),
  ];
}
