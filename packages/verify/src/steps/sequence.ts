import type { StepOutcome } from '../checklist.ts';
import { VerifyError } from '../errors/verify-error.ts';
import type { Ledger, SequenceDisposition } from '../ledger.ts';
import type { CheckedManifest } from './manifest.ts';

/**
 * Step 5: the place of the batch in its stream, as the ledger judges it. A gap makes the batch wait and stops nothing.
 * Source: docs/format.md § Verification.
 */
export async function checkSequence(
  { manifest, digest }: CheckedManifest,
  ledger: Ledger,
): Promise<StepOutcome<SequenceDisposition>> {
  const disposition = await ledger.judgeSequence(manifest, digest);
  const found = manifest.sequence;
  if (disposition.kind === 'equivocation') throw new VerifyError('sequence-equivocation', { found });
  if (disposition.kind === 'fork') throw new VerifyError('sequence-fork', { found });
  const expected = disposition.kind === 'gap' ? disposition.expected : found;
  return {
    value: disposition,
    compared: [{ what: 'sequence', found: String(found), expected: String(expected) }],
    waitsFor: disposition.kind === 'gap' ? [{ code: 'sequence-gap', details: { found, expected } }] : [],
  };
}
