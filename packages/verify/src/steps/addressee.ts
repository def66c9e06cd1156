import type { Identity, Manifest } from '@scelle/core';
import { abbreviateRecipient } from '../abbreviate-recipient.ts';
import type { StepOutcome } from '../checklist.ts';
import type { Policy } from '../policy.ts';
import { VerifyError } from '../verify-error.ts';

/**
 * Step 4: the batch is for this party, and sealed to its key and to none that the policy does not allow.
 * Source: docs/format.md § Payload.
 */
export function checkAddressee(
  { recipient, sealedTo }: Manifest,
  policy: Policy,
  identities: readonly Identity[],
): StepOutcome<void> {
  if (policy.recipient !== null && recipient !== policy.recipient) {
    throw new VerifyError('addressee-other', { found: recipient, expected: policy.recipient });
  }
  const own = identities.map((identity) => identity.recipient);
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
    ],
  };
}
