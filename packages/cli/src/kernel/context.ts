import type { Language } from '@scelle/core';
import type { ReportVersion } from '@scelle/verify';
import type { en } from './en.ts';
import type { ExitStatus } from './exit-status.ts';
import type { Interruption } from './interruption.ts';
import type { Line } from './line.ts';
import type { Terminal } from './terminal.ts';

/** What every command works with. */
export interface CommandContext {
  readonly language: Language;
  readonly json: boolean;
  /** In which version reports of verifications stand in documents. */
  readonly reportVersion: ReportVersion;
  /** What several topics say, in this language. */
  readonly shared: typeof en;
  readonly terminal: Terminal;
  readonly interruption: Interruption;
  /** Environment variables. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What a command came to: shown as text, or with `--json` as one document. */
export interface CommandResult {
  /** Default: done. */
  readonly status?: ExitStatus;
  readonly document: object;
  readonly lines: readonly Line[];
  /** What ended the command before its end. What was done by then is reported beside it. */
  readonly error?: unknown;
}

/**
 * Does the work of a command, and reports. An error that comes after something was done is told beside the report of
 * that, which would be lost with it; where nothing was done, the error is all there is. Throws what the work throws then.
 */
export async function reportAnyway(
  work: () => Promise<void>,
  hasDoneSomething: () => boolean,
  report: () => CommandResult,
): Promise<CommandResult> {
  try {
    await work();
  } catch (error) {
    if (!hasDoneSomething()) throw error;
    return { ...report(), error };
  }
  return report();
}
