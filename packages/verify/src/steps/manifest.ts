import type { Container, Identity, Manifest } from '@scelle/core';
import { BATCH_FORMAT, parseManifest, toEpochMilliseconds, toSha256Hex } from '@scelle/core/browser';
import type { Channel } from '../contract/intake.ts';
import type { Policy, TrustedKey } from '../contract/policy.ts';
import { abbreviateRecipient } from '../contract/report.ts';
import { VerifyError } from '../errors/verify-error.ts';
import type { StepOutcome } from './checklist.ts';
import { type CheckedSignatures, findRevocation, type VerifiedSignature } from './signature.ts';

/** The manifest that was sealed, and the key of its sender. */
export interface CheckedManifest {
  readonly manifest: Manifest;
  /** SHA-256 of its bytes, hex. */
  readonly digest: string;
  readonly senderKey: TrustedKey;
}

/** The moments that a verification judges by, and the policy. */
export interface Criteria {
  readonly now: Date;
  /** When the batch was first received: now, or earlier. */
  readonly receivedAt: Date;
  readonly policy: Policy;
}

/**
 * Step 3: the manifest is canonical and consistent, the seal is by a key of the sender that it names, and all trusted
 * comments agree with it. Source: docs/format.md §§ Manifest, Signatures.
 */
export function checkManifest(
  container: Omit<Container, 'payload'>,
  { seal, coSignatures }: CheckedSignatures,
  criteria: Criteria,
): StepOutcome<CheckedManifest> {
  const manifest = parseManifest(container.manifest);
  const senderKey = checkSender(seal, manifest);
  for (const signature of [seal, ...coSignatures]) {
    checkStatement(signature);
    checkSigningTime(signature, manifest, criteria);
  }
  const waitsFor = [seal, ...coSignatures].flatMap((signature) => findRevocation(signature, criteria.receivedAt) ?? []);
  const digest = toSha256Hex(container.manifest);
  return {
    value: { manifest, digest, senderKey },
    compared: [
      { what: 'manifest-digest', found: digest },
      { what: 'sender', found: manifest.sender, expected: senderKey.name ?? manifest.sender },
      { what: 'created-at', found: manifest.createdAt },
    ],
    waitsFor,
  };
}

/** The key, one of the sender that the manifest names. Throws `sender-key-mismatch`, `trusted-comment-mismatch`. */
export function checkSender(seal: VerifiedSignature, { sender }: Manifest): TrustedKey {
  const { keys, comment } = seal;
  const key = keys.find(({ name }) => name === null || name === sender);
  if (key === undefined) {
    throw new VerifyError('sender-key-mismatch', { found: sender, expected: keys.map(({ name }) => name).join(', ') });
  }
  requireInComment(seal, 'signer', comment.signer, sender);
  return key;
}

/** What the signer states, but for the time, is what the key is trusted for. Throws `trusted-comment-mismatch`. */
export function checkStatement(signature: VerifiedSignature): void {
  const { comment, role, keys, member } = signature;
  requireInComment(signature, 'format', comment.format, BATCH_FORMAT);
  requireInComment(signature, 'role', comment.role, role);
  const names = keys.map(({ name }) => name);
  if (!names.includes(null)) requireInComment(signature, 'signer', comment.signer, names.join(' | '), names);
  const sampleBelongs = role !== 'sender';
  if ((comment.sample !== undefined) !== sampleBelongs) {
    const found = comment.sample === undefined ? '' : (comment.sample ?? 'none');
    const expected = sampleBelongs ? 'none' : '';
    throw new VerifyError('trusted-comment-mismatch', { member, field: 'sample', found, expected });
  }
}

function checkSigningTime(
  { comment, member }: VerifiedSignature,
  manifest: Manifest,
  { receivedAt, policy }: Criteria,
): void {
  const skew = policy.clockSkewSeconds * 1000;
  const signed = toEpochMilliseconds(comment.time);
  if (signed < toEpochMilliseconds(manifest.createdAt) - skew || signed > receivedAt.getTime() + skew) {
    const expected = `${manifest.createdAt} – ${receivedAt.toISOString()}`;
    throw new VerifyError('signing-time-implausible', { member, found: comment.time, expected });
  }
}

function requireInComment(
  { member }: VerifiedSignature,
  field: string,
  found: string,
  expected: string,
  accepted: readonly (string | null)[] = [expected],
): void {
  if (!accepted.includes(found)) throw new VerifyError('trusted-comment-mismatch', { member, field, found, expected });
}

/**
 * Step 4: the batch is for this party, came by a channel that its sender may use, and is encrypted to this party's key and
 * to none that the policy does not allow.
 * Source: docs/format.md § Payload.
 */
export function checkAddressee(
  { recipient, sealedTo }: Manifest,
  policy: Policy,
  identities: readonly Identity[],
  channel?: Channel,
): StepOutcome<void> {
  if (policy.recipient !== null && recipient !== policy.recipient) {
    throw new VerifyError('addressee-other', { found: recipient, expected: policy.recipient });
  }
  const { channels } = policy;
  if (channels !== undefined && (channel === undefined || !channels.includes(channel))) {
    throw new VerifyError('channel-not-accepted', { found: channel ?? '–', expected: channels.join(', ') || '–' });
  }
  // With an opening key it is that one, because nothing else is of use now.
  const own = identities.length > 0 ? identities.map(({ recipient: key }) => key) : (policy.ownRecipients ?? []);
  if (own.length > 0 && !own.some((key) => sealedTo.includes(key))) {
    throw new VerifyError('not-sealed-to-me', { expected: own.map(abbreviateRecipient).join(', ') });
  }
  const { allowedRecipients } = policy;
  if (allowedRecipients !== null) {
    const stranger = sealedTo.find((key) => !allowedRecipients.includes(key) && !own.includes(key));
    if (stranger !== undefined)
      throw new VerifyError('recipient-not-allowed', { found: abbreviateRecipient(stranger) });
  }
  return {
    value: undefined,
    compared: [
      { what: 'recipient', found: recipient, expected: policy.recipient ?? '*' },
      {
        what: 'sealed-to',
        found: sealedTo.map(abbreviateRecipient).join(', '),
        expected: allowedRecipients?.map(abbreviateRecipient).join(', ') ?? '*',
      },
      ...(channels === undefined
        ? []
        : [{ what: 'channel', found: channel ?? '–', expected: channels.join(', ') } as const]),
    ],
  };
}
