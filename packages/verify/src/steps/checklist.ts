import { type CoreErrorCode, ScelleError } from '@scelle/core';
import { isCoreErrorCode } from '@scelle/core/internal';
import {
  type Comparison,
  type Finding,
  type ReportCode,
  type StepId,
  type StepResult,
  stepIds,
} from '../contract/report.ts';
import { isVerifyCode } from '../errors/verify-error.ts';

/** What a step returns when it passed: something for the steps after it, and what it compared. */
export interface StepOutcome<T> {
  readonly value: T;
  readonly compared: readonly Comparison[];
  /** Why the batch must wait although the step passed. */
  readonly waitsFor?: readonly Finding[];
}

/** Mistakes of the caller, who gave threads or a profile. */
const callerCodes: ReadonlySet<string> = new Set<CoreErrorCode>([
  'profile-asynchronous',
  'profile-failed',
  'profile-module-wrong',
  'profile-too-slow',
  'workers-ended',
]);

/**
 * Whether an error says something about the batch, rather than about this machine, our own mistakes, or what the caller
 * put behind an interface: a ledger, a source or an identity that fails must not turn a good batch into a rejected one.
 */
function isFindingAboutBatch(error: unknown): error is ScelleError<ReportCode> {
  const isOfCaller = ScelleError.is(error) && callerCodes.has(error.code);
  return ScelleError.is(error) && !isOfCaller && error.status !== 'environment' && isReportCode(error.code);
}

function isReportCode(code: string): code is ReportCode {
  return isCoreErrorCode(code) || isVerifyCode(code);
}

/** Why a step was not checked, where no earlier one failed. */
export type SkipReason =
  | 'no-opening-key'
  | 'no-ledger'
  | 'later-step-failed'
  | 'profile-not-known'
  | 'accepted-before'
  | 'payload-not-arrived';

/** Keeps the result of every step; a step that was never run ends as *not checked*, with the reason. */
export class Checklist {
  readonly #results = new Map<StepId, StepResult>();
  readonly #waitsFor: Finding[] = [];

  /** Runs a step and keeps its result. Gives what the step returned, or null where it failed. */
  async run<T>(id: StepId, step: () => Promise<StepOutcome<T>> | StepOutcome<T>): Promise<T | null> {
    try {
      const { value, compared, waitsFor = [] } = await step();
      this.pass(id, compared);
      for (const finding of waitsFor) this.#waitsFor.push(finding);
      return value;
    } catch (error) {
      this.fail(id, error);
      return null;
    }
  }

  /** Makes a check of a step ahead of its time, and keeps a failure only. Gives what it returned, or null. */
  async runEarly<T>(id: StepId, check: () => Promise<T>): Promise<T | null> {
    try {
      return await check();
    } catch (error) {
      this.fail(id, error);
      return null;
    }
  }

  pass(id: StepId, compared: readonly Comparison[]): void {
    this.#results.set(id, { id, outcome: 'passed', code: 'ok', details: {}, compared });
  }

  /** Keeps a failure; throws the error on where it says nothing about the batch. */
  fail(id: StepId, error: unknown): void {
    if (!isFindingAboutBatch(error)) throw error;
    this.#results.set(id, { id, outcome: 'failed', code: error.code, details: error.details, compared: [] });
  }

  /** Marks a step that will not be run, or not to its end, with the reason. */
  skip(id: StepId, code: SkipReason): void {
    this.#results.set(id, { id, outcome: 'not-checked', code, details: {}, compared: [] });
  }

  hasFailed(...ids: readonly StepId[]): boolean {
    return ids.some((id) => this.#results.get(id)?.outcome === 'failed');
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
