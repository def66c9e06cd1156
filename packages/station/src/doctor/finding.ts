import type { ErrorDetails } from '@scelle/core';
import type { CheckOutcome } from '../errors/define-findings.ts';
import { examinationErrors } from '../errors/examination.ts';

/** What is examined, in this order. */
export const checkNames = [
  'modes',
  'settings',
  'ledger',
  'custody',
  'files',
  'own-keys',
  'peer-keys',
  'certificates',
  'clock',
  'space',
  'software',
  'backup',
  'numbers',
] as const;

export type CheckName = (typeof checkNames)[number];

/** What a check can find. */
export type DoctorCode = keyof typeof examinationErrors;

/** What one check found. */
export interface Finding {
  readonly outcome: CheckOutcome;
  readonly code: DoctorCode;
  readonly details: ErrorDetails;
}

/** What a check found; the catalogue says how urgent it is. */
export function finding(code: DoctorCode, details: ErrorDetails = {}): Finding {
  return { outcome: examinationErrors[code].outcome, code, details };
}

const byUrgency: readonly CheckOutcome[] = ['failed', 'warning', 'ok'];

/** The worst of several findings, the first where several are equally bad. */
export function worstOf(first: Finding, others: readonly Finding[]): Finding {
  return [first, ...others].reduce((worst, each) =>
    byUrgency.indexOf(each.outcome) < byUrgency.indexOf(worst.outcome) ? each : worst,
  );
}
