import type { ErrorStatus } from '@scelle/core';

/** How a command ended, as its exit status tells. */
export const exitStatus = {
  /** Done, accepted, or duplicate. */
  done: 0,
  /** Rejected, or invalid records. */
  rejected: 1,
  /** Wrong usage or configuration. */
  usage: 2,
  /** Held: something must happen first. */
  waiting: 3,
  /** The machine failed: files, discs. */
  environment: 4,
  /** Nothing failed, and something needs a person. */
  attention: 5,
  /** A defect of ours. */
  defect: 70,
  /** Interrupted by a signal. */
  interrupted: 130,
} as const;

/** One of the numbers of `exitStatus`. */
export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];

/** The status to which an error leads. What a verification finds judges the data. */
export function statusOfError({ status }: { readonly status: ErrorStatus }): ExitStatus {
  return exitStatus[status === 'verdict' ? 'rejected' : status];
}

/** By urgency: what several inputs come to is the first of these that any of them came to. */
const byUrgency: readonly ExitStatus[] = [
  exitStatus.defect,
  exitStatus.interrupted,
  exitStatus.environment,
  exitStatus.rejected,
  exitStatus.usage,
  exitStatus.attention,
  exitStatus.waiting,
];

/** The worst of several statuses. */
export function worstStatus(statuses: readonly ExitStatus[]): ExitStatus {
  return byUrgency.find((status) => statuses.includes(status)) ?? exitStatus.done;
}
