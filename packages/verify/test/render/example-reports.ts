import { ipEvidenceTest, memorySource } from '@scelle/core';
import { type BatchCraft, craftBatch, fixedInstant, fixedParties } from '@scelle/testkit';
import {
  type Policy,
  type SealedContext,
  type SequenceDisposition,
  type Verdict,
  type VerificationContext,
  type VerificationReport,
  verifyBatch,
  verifySealed,
} from '../../src/index.ts';

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

const opening: VerificationContext = { identities: [fixedParties.arcom.classical.identity], ledger: 'none' };

/** The report on a crafted batch, co-signed by an agent unless told otherwise. */
async function verifyExample(
  context: SealedContext | VerificationContext = { ...opening, ...standing({ kind: 'next' }) },
  craft: BatchCraft = { coSignatures: [{}] },
): Promise<VerificationReport> {
  const batch = await craftBatch(craft);
  const told = { now: new Date(fixedInstant), origin: exampleOrigin };
  return 'identities' in context
    ? verifyBatch(memorySource(batch), policy, { ...told, ...context })
    : verifySealed(memorySource(batch), policy, { ...told, ...context });
}

type ReportOf<Word extends Verdict> = Extract<VerificationReport, { readonly verdict: Word }>;

/** A report for each verdict, made by a true verification. */
export const exampleReports: { readonly [Word in Verdict]: () => Promise<ReportOf<Word>> } = {
  accepted: () => expectVerdict('accepted', verifyExample()),
  sealed: () => expectVerdict('sealed', verifyExample(standing({ kind: 'next' }))),
  held: () =>
    expectVerdict(
      'held',
      verifyExample({ ...opening, ...standing({ kind: 'gap', expected: 3 }) }, { coSignatures: [{ role: 'witness' }] }),
    ),
  rejected: () =>
    expectVerdict(
      'rejected',
      verifyExample(opening, { manifest: (manifest) => ({ ...manifest, recipient: 'hadopi' }) }),
    ),
  duplicate: () => expectVerdict('duplicate', verifyExample({ ...opening, ...standing({ kind: 'duplicate' }) })),
};

async function expectVerdict<Word extends Verdict>(
  word: Word,
  verification: Promise<VerificationReport>,
): Promise<ReportOf<Word>> {
  const report = await verification;
  if (report.verdict !== word) throw new Error(`the example is ${report.verdict}, and should be ${word}`);
  return report as ReportOf<Word>;
}

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

function standing(disposition: SequenceDisposition): SealedContext {
  return { ledger: { judgeSequence: async () => disposition } };
}
