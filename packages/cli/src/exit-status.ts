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

/** The codes of the packages below that do not judge the data but the keys and options given. */
const configurationCodes = new Set([
  'address-missing',
  'certificate-expired',
  'certificate-invalid',
  'certificate-missing',
  'certificate-unknown',
  'channel-of-gateway',
  'channel-state-unchanged',
  'gateway-unknown',
  'not-a-gateway',
  'opening-key-exposed',
  'receiver-certificate',
  'hand-over-invalid',
  'media-not-allowed',
  'disc-too-large',
  'disc-too-small',
  'item-twice',
  'items-missing',
  'medium-unsupported',
  'parity-out-of-range',
  'parties-differ',
  'request-unmet',
  'set-exists',
  'text-invalid',
  'too-many-discs',
  'too-many-items',
  'backup-without-recipient',
  'batch-ambiguous',
  'batch-not-acceptable',
  'batch-not-waiting',
  'batch-out-of-turn',
  'batch-unknown',
  'age-identity-invalid',
  'age-recipient-invalid',
  'age-recipients-missing',
  'age-recipients-mixed',
  'age-work-factor-too-high',
  'card-unknown',
  'co-signature-exists',
  'consumer-without-identity',
  'co-signature-role',
  'database-foreign',
  'database-unsuitable',
  'database-url-invalid',
  'database-without-tables',
  'evidence-erased',
  'evidence-unknown',
  'import-not-verified',
  'import-out-of-turn',
  'import-elsewhere',
  'import-profile-unknown',
  'import-rejects-too-many',
  'retention-elsewhere',
  'retention-folder-missing',
  'retention-not-set',
  'segments-folder-foreign',
  'identity-file-invalid',
  'identity-file-too-large',
  'key-ambiguous',
  'key-cost-too-high',
  'key-of-own-party',
  'key-revoked-already',
  'key-unknown',
  'mapping-invalid',
  'mapping-section-missing',
  'passphrase-required',
  'passphrase-wrong',
  'own-party',
  'peer-unknown',
  'previous-mismatch',
  'public-key-invalid',
  'public-key-weak',
  'reason-invalid',
  'record-ambiguous',
  'record-not-found',
  'replaced-not-rejected',
  'secret-key-invalid',
  'sequence-differs',
  'sequence-reason-missing',
  'sequence-unconfirmed',
  'signing-key-not-valid',
  'settings-invalid',
  'settings-key-missing',
  'settings-key-unknown',
  'settings-peer-own',
  'settings-syntax',
  'settings-too-long',
  'settings-value-invalid',
  'share-altered',
  'share-foreign',
  'share-numbers-invalid',
  'share-repeated',
  'shares-too-few',
  'shares-wrong',
  'station-exists',
  'station-not-restored',
  'station-not-found',
  'target-exists',
  'target-folder-missing',
]);

const environmentCodes = new Set([
  'database-altered',
  'database-busy',
  'database-constraint',
  'database-damaged',
  'database-failed',
  'database-full',
  'database-newer',
  'database-unreachable',
  'evidence-damaged',
  'receiver-busy',
  'receiver-failed',
  'receiver-unreachable',
  'transfer-given-up',
  'medium-missing',
  'medium-unreadable',
  'xorriso-failed',
  'xorriso-missing',
  'clock-behind-ledger',
  'ledger-busy',
  'ledger-damaged',
  'ledger-full',
  'ledger-missing',
  'ledger-newer',
  'ledger-unreadable',
  'manifest-changed',
  'settings-missing',
  'settings-unreadable',
  'outbox-conflict',
  'source-missing',
  'source-not-a-file',
  'source-too-large',
  'source-unreadable',
  'station-busy',
  'station-incomplete',
  'stored-file-altered',
  'stored-file-foreign',
  'stored-file-missing',
  'target-full',
  'target-links-unsupported',
  'target-locked',
  'target-unwritable',
]);

/** The codes that have a status to themselves. */
const specialCodes: Readonly<Record<string, ExitStatus>> = {
  'batch-adopted': exitStatus.attention,
  'channel-suspended': exitStatus.waiting,
  'storage-full': exitStatus.attention,
  'transfer-stopped': exitStatus.interrupted,
};

/** The status for an error code of the packages below; what is not about this machine is about the data. */
export function statusOfCode(code: string): ExitStatus {
  if (configurationCodes.has(code)) return exitStatus.usage;
  const special = specialCodes[code];
  if (special !== undefined) return special;
  return environmentCodes.has(code) ? exitStatus.environment : exitStatus.rejected;
}

/** By urgency: what several inputs come to is the first of these that any of them came to. */
const byUrgency: readonly ExitStatus[] = [
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
