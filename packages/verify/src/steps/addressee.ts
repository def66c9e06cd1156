import type { Identity, Manifest } from '@scelle/core';
import type { Channel } from '../contract/intake.ts';
import type { Policy } from '../contract/policy.ts';
import { abbreviateRecipient } from '../contract/report.ts';
import { VerifyError } from '../errors/verify-error.ts';
import type { StepOutcome } from './checklist.ts';

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
