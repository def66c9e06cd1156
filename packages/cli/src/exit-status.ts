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
  /** A defect of ours. */
  defect: 70,
  /** Interrupted by a signal. */
  interrupted: 130,
} as const;

/** One of the numbers of `exitStatus`. */
export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];

/** The codes of `@scelle/core` and `@scelle/verify` that do not judge the data but the keys and options given. */
const configurationCodes = new Set([
  'age-identity-invalid',
  'age-recipient-invalid',
  'age-recipients-missing',
  'age-recipients-mixed',
  'age-work-factor-too-high',
  'co-signature-exists',
  'co-signature-role',
  'identity-file-invalid',
  'identity-file-too-large',
  'key-cost-too-high',
  'passphrase-required',
  'passphrase-wrong',
  'previous-mismatch',
  'public-key-invalid',
  'public-key-weak',
  'record-ambiguous',
  'record-not-found',
  'secret-key-invalid',
  'target-exists',
  'target-folder-missing',
]);

const environmentCodes = new Set([
  'manifest-changed',
  'source-missing',
  'source-not-a-file',
  'source-too-large',
  'source-unreadable',
  'target-full',
  'target-links-unsupported',
  'target-locked',
  'target-unwritable',
]);

/** The status for an error code of `@scelle/core` or `@scelle/verify`; what is not about this machine is about the data. */
export function statusOfCode(code: string): ExitStatus {
  if (configurationCodes.has(code)) return exitStatus.usage;
  return environmentCodes.has(code) ? exitStatus.environment : exitStatus.rejected;
}

/** By urgency: what several inputs come to is the first of these that any of them came to. */
const byUrgency: readonly ExitStatus[] = [exitStatus.environment, exitStatus.rejected, exitStatus.waiting];

/** The worst of several statuses. */
export function worstStatus(statuses: readonly ExitStatus[]): ExitStatus {
  return byUrgency.find((status) => statuses.includes(status)) ?? exitStatus.done;
}
