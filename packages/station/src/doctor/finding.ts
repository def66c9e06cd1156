import type { ErrorDetails } from '@scelle/core';
import type { DoctorCode } from './codes.ts';

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

/** *ok*; *warning*: soon a person has to do something; *failed*: now. */
export type CheckOutcome = 'ok' | 'warning' | 'failed';

/** What one check found. */
export interface Finding {
  readonly outcome: CheckOutcome;
  readonly code: DoctorCode;
  readonly details: ErrorDetails;
}

/** Nothing is to be done. */
export function ok(code: DoctorCode, details: ErrorDetails = {}): Finding {
  return { outcome: 'ok', code, details };
}

/** Something has to be done soon. */
export function warning(code: DoctorCode, details: ErrorDetails = {}): Finding {
  return { outcome: 'warning', code, details };
}

/** Something has to be done now. */
export function failed(code: DoctorCode, details: ErrorDetails = {}): Finding {
  return { outcome: 'failed', code, details };
}

const byUrgency: readonly CheckOutcome[] = ['failed', 'warning', 'ok'];

/** The worst of several findings, the first where several are equally bad. */
export function worstOf(first: Finding, ...others: readonly Finding[]): Finding {
  return [first, ...others].reduce((worst, each) =>
    byUrgency.indexOf(each.outcome) < byUrgency.indexOf(worst.outcome) ? each : worst,
  );
}
