import { ipEvidenceTest, memorySource } from '@scelle/core';
import { type BatchCraft, craftBatch, fixedInstant, fixedParties } from '@scelle/testkit';
import {
  type Policy,
  type SequenceDisposition,
  type VerificationContext,
  type VerificationReport,
  verifyBatch,
} from '../../src/index.ts';
import type { Conclusion } from '../../src/render/wording/wording.ts';

/** The name of the file that the example reports are about. */
export const exampleOrigin = 'tmg.arcom.music.000001.scelle';

const policy: Policy = {
  keys: [
    { role: 'sender', name: 'tmg', publicKey: fixedParties.tmg.publicKey },
    { role: 'agent', name: 'agent', publicKey: fixedParties.agent.publicKey },
  ],
  requiredRoles: [],
  recipient: 'arcom',
  allowedRecipients: null,
  profiles: [ipEvidenceTest],
  clockSkewSeconds: 300,
  maxFactAgeDays: 183,
};

const opening: VerificationContext = { identities: [fixedParties.arcom.classical.identity] };

/** The report on a crafted batch, co-signed by an agent unless told otherwise. */
async function verifyExample(
  context: VerificationContext = { ...opening, ...standing({ kind: 'next' }) },
  craft: BatchCraft = { coSignatures: [{}] },
): Promise<VerificationReport> {
  const batch = await craftBatch(craft);
  return verifyBatch(memorySource(batch), policy, { now: new Date(fixedInstant), origin: exampleOrigin, ...context });
}

/** A report for each conclusion, made by a true verification. */
export const exampleReports: Readonly<Record<Conclusion, () => Promise<VerificationReport>>> = {
  accepted: () => verifyExample(),
  'accepted-sealed': () => verifyExample(standing({ kind: 'next' })),
  held: () =>
    verifyExample({ ...opening, ...standing({ kind: 'gap', expected: 3 }) }, { coSignatures: [{ role: 'witness' }] }),
  rejected: () => verifyExample(opening, { manifest: (manifest) => ({ ...manifest, recipient: 'hadopi' }) }),
  duplicate: () => verifyExample({ ...opening, ...standing({ kind: 'duplicate' }) }),
};

/** The report on a good batch by somebody who keeps no ledger. */
export function reportWithoutLedger(): Promise<VerificationReport> {
  return verifyExample(opening);
}

/** The report on a batch by a stranger, of whose manifest nothing is believed. */
export function reportOnStranger(): Promise<VerificationReport> {
  return verifyExample(opening, { sender: fixedParties.stranger });
}

/** The report on a batch with a seal and a payload that do not go together. */
export function reportOnDamage(): Promise<VerificationReport> {
  const manifest: BatchCraft['manifest'] = (honest) => ({
    ...honest,
    payload: { ...honest.payload, sha256: '0'.repeat(64) },
  });
  return verifyExample(opening, { manifest });
}

function standing(disposition: SequenceDisposition): VerificationContext {
  return { ledger: { judgeSequence: async () => disposition } };
}
