import type { Language } from '@scelle/core';
import type { Finding, StepResult, Verdict, VerificationReport } from '../../contract/report.ts';
import { chooseWording, describeFinding } from '../wording/choose-wording.ts';
import type { ConclusionWording } from '../wording/wording.ts';
import { formatNumber } from './facts.ts';

/** A code with its message. */
interface Reason {
  readonly code: string;
  readonly message: string;
}

/** The verdict as it heads a report. */
export interface ConclusionView extends ConclusionWording {
  readonly conclusion: Verdict;
  readonly mark: string;
  /** What the verdict does not say, beside its word; null where it says all. */
  readonly reservation: string | null;
  /** What failed, what the batch waits for, or what was not checked. */
  readonly reasons: readonly Reason[];
  readonly reasonsHeading: string;
  /** How many checks passed, failed, and could not be made. */
  readonly tally: string;
}

const marks: Readonly<Record<Verdict, string>> = {
  accepted: '✓',
  sealed: '✓',
  held: '!',
  rejected: '✗',
  duplicate: '=',
};

/** The verdict, what it means, why, and what to do next. */
export function describeConclusion(report: VerificationReport, language: Language): ConclusionView {
  const { conclusions, phrases, tally } = chooseWording(language);
  const { verdict: conclusion } = report;
  const count = (outcome: StepResult['outcome']) => formatNumber(stepsThat(report, outcome).length, language);
  return {
    conclusion,
    mark: marks[conclusion],
    reservation: isWithoutLedger(report) ? phrases['sequence-not-checked'] : null,
    ...conclusions[conclusion],
    // Invented records among true ones would pass for evidence.
    ...(conclusion === 'accepted' && report.testData === true && { next: phrases['test-data-next'] }),
    ...explain(report, language),
    tally: tally(count('passed'), count('failed'), count('not-checked')),
  };
}

/** Whether nobody knew which batches came before, in a batch that is not rejected: its verdict then says so. */
export function isWithoutLedger({ verdict, steps }: VerificationReport): boolean {
  return verdict !== 'rejected' && steps.some(({ id, code }) => id === 'sequence' && code === 'no-ledger');
}

function stepsThat({ steps }: VerificationReport, outcome: StepResult['outcome']): StepResult[] {
  return steps.filter((step) => step.outcome === outcome);
}

/** What failed, or else what the batch waits for, or else what was not checked: a verdict must not claim more. */
function explain(report: VerificationReport, language: Language): Pick<ConclusionView, 'reasons' | 'reasonsHeading'> {
  const { phrases } = chooseWording(language);
  const failed = stepsThat(report, 'failed');
  if (failed.length > 0) return { reasonsHeading: phrases.reasons, reasons: toReasons(failed, language) };
  const { waitsFor } = report;
  if (waitsFor.length > 0) return { reasonsHeading: phrases['waits-for'], reasons: toReasons(waitsFor, language) };
  const reasons = toReasons(stepsThat(report, 'not-checked'), language);
  return { reasonsHeading: phrases['not-checked'], reasons };
}

/** Steps that share a reason say it once. */
function toReasons(findings: readonly Finding[], language: Language): Reason[] {
  const messages = findings.map((finding) => ({ code: finding.code, message: describeFinding(finding, language) }));
  return [...new Map(messages.map((reason) => [reason.message, reason])).values()];
}
