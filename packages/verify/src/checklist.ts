import { ScelleError } from '@scelle/core';
import { type Comparison, type Finding, type StepId, type StepResult, stepIds } from './report.ts';

/** What a step returns when it passed: something for the steps after it, and what it compared. */
export interface StepOutcome<T> {
  readonly value: T;
  readonly compared: readonly Comparison[];
  /** Why the batch must wait although the step passed. */
  readonly waitsFor?: readonly Finding[];
}

/** Failures of the machine, not of the batch: they end the verification, and judge nothing. */
const environmentCodes = new Set(['source-missing', 'source-unreadable', 'interrupted']);

/** Whether an error says something about the batch, rather than about this machine or our own mistakes. */
export function isFindingAboutBatch(error: unknown): error is ScelleError {
  return error instanceof ScelleError && !environmentCodes.has(error.code);
}

/** Keeps the result of every step; a step that was never run ends as *not checked*, with the reason. */
export class Checklist {
  readonly #results = new Map<StepId, StepResult>();
  readonly #waitsFor: Finding[] = [];

  /** Runs a step and keeps its result. Gives what the step returned, or null where it failed. */
  async run<T>(id: StepId, step: () => Promise<StepOutcome<T>> | StepOutcome<T>): Promise<T | null> {
    try {
      const { value, compared, waitsFor = [] } = await step();
      this.pass(id, compared);
      this.#waitsFor.push(...waitsFor);
      return value;
    } catch (error) {
      this.fail(id, error);
      return null;
    }
  }

  pass(id: StepId, compared: readonly Comparison[]): void {
    this.#results.set(id, { id, outcome: 'passed', code: 'ok', details: {}, compared });
  }

  /** Keeps a failure; throws the error on where it says nothing about the batch. */
  fail(id: StepId, error: unknown, compared: readonly Comparison[] = []): void {
    if (!isFindingAboutBatch(error)) throw error;
    this.#results.set(id, { id, outcome: 'failed', code: error.code, details: error.details, compared });
  }

  skip(id: StepId, code: 'no-opening-key' | 'no-ledger'): void {
    this.#results.set(id, { id, outcome: 'not-checked', code, details: {}, compared: [] });
  }

  waitFor(finding: Finding): void {
    this.#waitsFor.push(finding);
  }

  hasFailure(): boolean {
    return [...this.#results.values()].some(({ outcome }) => outcome === 'failed');
  }

  get waitsFor(): readonly Finding[] {
    return this.#waitsFor;
  }

  /** Every step in order. */
  results(): StepResult[] {
    return stepIds.map((id) => this.#results.get(id) ?? notReached(id));
  }
}

function notReached(id: StepId): StepResult {
  return { id, outcome: 'not-checked', code: 'earlier-step-failed', details: {}, compared: [] };
}
