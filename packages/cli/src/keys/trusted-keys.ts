import { ipEvidence, ipEvidenceTest } from '@scelle/core';
import type { SetTrust } from '@scelle/media';
import type { Policy, TrustedKey } from '@scelle/verify';
import { CliError } from '../errors/cli-error.ts';
import type { NamedFile } from '../kernel/parsers.ts';
import { loadPublicKey, loadRecipients } from './load-keys.ts';
import { loadOwnProfile, type OwnProfileOptions } from './own-profile.ts';

/** The options by which a policy is given on the command line. */
export interface PolicyOptions extends OwnProfileOptions {
  /** Keys of senders, by their names. */
  readonly signer?: readonly NamedFile[];
  /** Keys that must have co-signed, by role. */
  readonly require?: readonly NamedFile[];
  readonly recipient?: string;
  /** Files of recipients to whom batches may be sealed besides the opening key. */
  readonly recipientKey?: readonly string[];
}

/** Five minutes, as in most protocols that compare clocks. */
const CLOCK_SKEW_SECONDS = 300;

/**
 * The policy that the options amount to. Every key named with `--require` must have co-signed in its role; where
 * `--recipient-key` is given, batches may be encrypted to no other recipient besides the opening key.
 * Throws `signer-missing`, `require-sender`, `require-repeated` and what loading keys and `loadOwnProfile` throw.
 */
export async function loadPolicy(options: PolicyOptions): Promise<Policy> {
  const { signer = [], require = [], recipient = null, recipientKey = [] } = options;
  if (signer.length === 0) throw new CliError('signer-missing');
  const coSigners: TrustedKey[] = [];
  for (const { name: role, file } of require) {
    if (role === 'sender') throw new CliError('require-sender');
    coSigners.push({ role, name: null, publicKey: await loadPublicKey(file) });
  }
  const own = await loadOwnProfile(options);
  const allowed = (await loadRecipients(recipientKey)).map(({ text }) => text);
  return {
    keys: [...(await loadSenderKeys(signer)), ...coSigners],
    requiredRoles: requireAll(coSigners),
    recipient,
    allowedRecipients: recipientKey.length === 0 ? null : allowed,
    profiles: [ipEvidence, ipEvidenceTest, ...(own === null ? [] : [own])],
    clockSkewSeconds: CLOCK_SKEW_SECONDS,
    maxFactAgeDays: null,
  };
}

/** The keys that senders seal with. */
export async function loadSenderKeys(signers: readonly NamedFile[]): Promise<TrustedKey[]> {
  const keys: TrustedKey[] = [];
  for (const { name, file } of signers) keys.push({ role: 'sender', name, publicKey: await loadPublicKey(file) });
  return keys;
}

/** Each role once, with as many signatures as keys were named for it, which must be distinct. */
function requireAll(coSigners: readonly TrustedKey[]): Policy['requiredRoles'] {
  const byRole = Map.groupBy(coSigners, ({ role }) => role);
  return Array.from(byRole, ([role, keys]) => {
    if (countDistinct(keys) < keys.length) throw new CliError('require-repeated', { name: role });
    return { role, threshold: keys.length };
  });
}

/** Threat: one key under two key numbers that passes for two co-signers. */
function countDistinct(keys: readonly TrustedKey[]): number {
  return new Set(keys.map(({ publicKey }) => Buffer.from(publicKey.key).toString('hex'))).size;
}

/** The options that say which sets are taken. */
export interface MediaTrustOptions {
  readonly signer?: readonly NamedFile[];
  readonly recipient?: string;
}

/** Which sets are taken. Throws what loading keys throws. */
export async function loadMediaTrust({ signer = [], recipient }: MediaTrustOptions): Promise<SetTrust> {
  const senders = await Promise.all(
    signer.map(async ({ name, file }) => ({ name, publicKey: await loadPublicKey(file) })),
  );
  return { senders, ...(recipient !== undefined && { recipient }) };
}
