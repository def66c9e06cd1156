import { checkHead } from './check-head.ts';
import { Checklist } from './checklist.ts';
import type { VerificationContext } from './context.ts';
import { createReport } from './create-report.ts';
import type { Announcement } from './intake.ts';
import type { Policy } from './policy.ts';
import type { VerificationReport } from './report.ts';

/**
 * Judges a batch whose payload has not arrived: steps 2 to 5, on the bytes of its manifest and signatures. A report
 * that says `accepted` here only says that the payload is wanted. It never throws for anything that is wrong with the
 * announcement. Source: docs/format.md § Verification.
 */
export async function verifyAnnouncement(
  { container, payloadBytes }: Announcement,
  policy: Policy,
  context: Omit<VerificationContext, 'identities' | 'consumer'> = {},
): Promise<VerificationReport> {
  const steps = new Checklist();
  steps.skip('container', 'payload-not-arrived');
  const head = await checkHead(steps, container, policy, context);
  if (head.checked) {
    for (const id of ['payload', 'decryption', 'content', 'records', 'merkle', 'attachments', 'policy'] as const) {
      if (!steps.hasFailed(id)) steps.skip(id, 'payload-not-arrived');
    }
  }
  return createReport({ ...head, bytes: payloadBytes, context, steps, container, records: null });
}
