import {
  type BatchSource,
  type Identities,
  ipEvidenceTest,
  memorySource,
  parsePublicKey,
  readContainer,
} from '@scelle/core';
import { publicKeyBase64, toCoSignatureMember } from '@scelle/core/internal';
import { type BatchCraft, type CraftedMember, craftBatch, type FixedParty, fixedParties } from '@scelle/testkit';
import type { VerificationContext } from '../src/contract/context.ts';
import type { Policy, TrustedKey } from '../src/contract/policy.ts';
import type { FullReport, SealedReport, VerificationReport } from '../src/contract/report.ts';
import { verifyBatch, verifySealed } from '../src/verify-batch.ts';

const { tmg, other, agent, arcom } = fixedParties;

/** An hour after the batches were made. */
export const reception: Date = new Date('2026-11-03T07:00:00Z');

/** The key of the party, trusted in the role under its own name. */
export function trust(role: string, { name, publicKey }: FixedParty): TrustedKey {
  return { role, name, publicKey: parsePublicKey(publicKeyBase64(publicKey)) };
}

/** The recipient trusts two senders, and one agent whose co-signature it does not demand. */
export const policy: Policy = {
  keys: [trust('sender', tmg), trust('sender', other), trust('agent', agent)],
  requiredRoles: [],
  recipient: 'arcom',
  allowedRecipients: [arcom.classical.recipient.text, arcom.hybrid.recipient.text],
  profiles: [ipEvidenceTest],
  clockSkewSeconds: 300,
  maxFactAgeDays: 183,
};

/** The opening key of the recipient. */
export const identities: Identities = [arcom.classical.identity];

/** Under which conditions a batch is verified, where they are not the usual ones. */
export interface Trial {
  readonly policy?: Partial<Policy>;
  readonly context?: Partial<VerificationContext>;
  /** Whether it is verified without an opening key. */
  readonly isSealed?: boolean;
}

/** Verifies a batch with the opening key of the recipient. */
export function verifyIt(batch: Uint8Array | BatchSource, trial: Trial = {}): Promise<FullReport> {
  const context = { identities, ledger: 'none', now: reception, ...trial.context } as const;
  return verifyBatch(toSource(batch), { ...policy, ...trial.policy }, context);
}

/** Verifies a batch without any opening key. */
export function verifyFromOutside(batch: Uint8Array | BatchSource, trial: Trial = {}): Promise<SealedReport> {
  const context = { ledger: 'none', now: reception, ...trial.context } as const;
  return verifySealed(toSource(batch), { ...policy, ...trial.policy }, context);
}

function toSource(batch: Uint8Array | BatchSource): BatchSource {
  return batch instanceof Uint8Array ? memorySource(batch) : batch;
}

/** What a report comes to: `accepted`, `held: <code>`, or `rejected at <step>: <code>`, which is the first to fail. */
export function outcomeOf({ verdict, steps, waitsFor }: VerificationReport): string {
  const failed = steps.find(({ outcome }) => outcome === 'failed');
  if (failed !== undefined) return `${verdict} at ${failed.id}: ${failed.code}`;
  return [verdict, ...waitsFor.map(({ code }) => code)].join(': ');
}

/** The outcome of a batch, given as bytes. */
export async function judge(batch: Uint8Array, trial?: Trial): Promise<string> {
  return outcomeOf(await (trial?.isSealed ? verifyFromOutside : verifyIt)(batch, trial));
}

/** The outcome of a batch that is honest but for what `craft` changes. */
export async function judgeCrafted(craft: BatchCraft, trial?: Trial): Promise<string> {
  return judge(await craftBatch(craft), trial);
}

/** The members of a container, to be put together otherwise. */
export async function takeApart(batch: Uint8Array): Promise<CraftedMember[]> {
  const { payload, manifest, seal, coSignatures } = await readContainer(memorySource(batch));
  return [
    { name: 'payload.tar.zst.age', bytes: batch.slice(payload.start, payload.end) },
    { name: 'manifest.json', bytes: manifest },
    { name: 'manifest.json.minisig', bytes: seal },
    ...coSignatures.map((coSignature) => ({ name: toCoSignatureMember(coSignature), bytes: coSignature.bytes })),
  ];
}
