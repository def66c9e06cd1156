import type { Language } from '@scelle/core';
import type { Comparison, StepId, StepResult, VerificationReport } from '../../contract/report.ts';
import { chooseWording, describeFinding } from '../wording/choose-wording.ts';
import type { StepState, StepWording, Wording } from '../wording/wording.ts';

/** One thing that was compared; `expected` is null where it was only noted. */
export interface ComparisonView {
  readonly label: string;
  readonly found: string;
  readonly expected: string | null;
}

/** A step as it is shown. */
export interface StepView extends StepWording {
  /** From 1. */
  readonly number: number;
  readonly state: StepState;
  readonly mark: string;
  readonly stateWord: string;
  readonly code: string;
  readonly message: string;
  readonly comparisons: readonly ComparisonView[];
}

const marks: Readonly<Record<StepState, string>> = { passed: '✓', failed: '✗', 'not-checked': '–', waiting: '!' };

/** The steps that pass and yet may make a batch wait, by the code of the finding. */
const waitingSteps: Readonly<Record<string, StepId>> = {
  'co-signature-unknown-key': 'signature',
  'key-revoked-late': 'manifest',
  'sequence-gap': 'sequence',
};

/** Every step: what it asks, how it ended and why, and what it compared. */
export function describeSteps({ steps, waitsFor }: VerificationReport, language: Language): StepView[] {
  const wording = chooseWording(language);
  return steps.map((step, index) => {
    const waits = waitsFor.find(({ code }) => waitingSteps[code] === step.id);
    const state: StepState = waits === undefined ? step.outcome : 'waiting';
    const finding = waits ?? step;
    return {
      number: index + 1,
      ...wording.steps[step.id],
      state,
      mark: marks[state],
      stateWord: wording.states[state],
      code: finding.code,
      message: describeFinding(finding, language),
      comparisons: [...step.compared.map((comparison) => toView(comparison, wording)), ...toDifference(step, wording)],
    };
  });
}

function toView({ what, found, expected }: Comparison, { compared, phrases }: Wording): ComparisonView {
  return { label: compared[what], found, expected: expected === '*' ? phrases.any : (expected ?? null) };
}

/** Where a step failed over two values, they are set side by side: digests are hard to compare in a sentence. */
function toDifference({ id, outcome, details }: StepResult, { steps }: Wording): ComparisonView[] {
  const { found, expected } = details;
  if (outcome !== 'failed' || found === undefined || expected === undefined) return [];
  return [{ label: steps[id].name, found: String(found), expected: String(expected) }];
}
