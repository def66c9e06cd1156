import {
  type BatchSource,
  ipEvidence,
  ipEvidenceTest,
  type Manifest,
  type Profile,
  parseManifest,
  readContainer,
  ScelleError,
} from '@scelle/core';
import type { Channel, Policy } from '@scelle/verify';
import { listCards, listCurrentCards } from '../cards/card-store.ts';
import { listTrustedKeys } from '../cards/revocations.ts';
import type { LedgerReader } from '../home/ledger.ts';
import type { StationFacts } from '../home/station.ts';
import { type ReceivingRules, receivingRules, type Settings } from '../settings/settings.ts';

/** What a batch of this sender is held against that came by this channel; a stranger's policy trusts no key. */
export type FindPolicy = (sender: string | null, channel: Channel) => Promise<Policy>;

/** The sender that a manifest names, nothing being verified: it only decides whose keys are tried. Null for rubbish. */
export function findClaimedSender(manifest: Uint8Array): string | null {
  return findClaimedPlace(manifest)?.sender ?? null;
}

/** The sender and the stream that a manifest names, nothing being verified. Null for rubbish. */
export function findClaimedPlace(manifest: Uint8Array): Pick<Manifest, 'sender' | 'stream'> | null {
  try {
    const { sender, stream } = parseManifest(manifest);
    return { sender, stream };
  } catch (error) {
    if (ScelleError.is(error)) return null;
    throw error;
  }
}

/** The manifest of a batch, nothing being verified. Null where the container cannot be read, which the verification tells in detail. */
export async function readManifest(source: BatchSource): Promise<Uint8Array | null> {
  try {
    return (await readContainer(source)).manifest;
  } catch (error) {
    if (ScelleError.is(error)) return null;
    throw error;
  }
}

/** No party has this name, so that nobody's key seals for it. */
const NOBODY = '';

/**
 * The policies of a station, from its settings and from the cards of its peers as they are at that moment. Records of
 * `profiles`, which are somebody's own, are accepted, too.
 */
export function createPolicyFinder(
  { ledger, receivesFor: own }: StationFacts,
  settings: Settings,
  { profiles = [] }: { readonly profiles?: readonly Profile[] } = {},
): FindPolicy {
  return async (sender) => {
    const policy = await createReceivingPolicy(ledger, settings, { own, sender: sender ?? NOBODY });
    return { ...policy, profiles: [...policy.profiles, ...profiles] };
  };
}

/** Who receives from whom. Neither name is believed: the seal must be by a key of the sender. */
export interface ReceivingParties {
  readonly own: string;
  readonly sender: string;
}

/**
 * The policy by which batches from that sender are judged: its keys alone may seal, and keys of all others may
 * co-sign. A sender without a card has none, so that its batches fail with `seal-unknown-key`.
 */
export async function createReceivingPolicy(
  ledger: LedgerReader,
  settings: Settings,
  { own, sender }: ReceivingParties,
): Promise<Policy> {
  const rules = receivingRules(settings, sender);
  const keys = await listTrustedKeys(ledger, settings.keyValidityDays);
  return {
    // Threat: a sender whose card lists a key in the role of an agent, and who then co-signs its own batches.
    keys: keys.filter(({ role, name }) => (name === sender) === (role === 'sender')),
    requiredRoles: rules.requiredRoles,
    recipient: own,
    allowedRecipients: [...(await listOwnRecipients(ledger, own)), ...(await listAdditionalRecipients(ledger, rules))],
    ownRecipients: await listOwnRecipients(ledger, own),
    channels: rules.channels,
    limits: toLimits(rules, settings),
    profiles: settings.testProfiles ? [ipEvidence, ipEvidenceTest] : [ipEvidence],
    clockSkewSeconds: settings.clockSkewSeconds,
    maxFactAgeDays: rules.maxFactAgeDays,
  };
}

/** Those of all own cards: a batch may have been sealed before its sender had the newest. */
async function listOwnRecipients(ledger: LedgerReader, own: string): Promise<string[]> {
  return (await listCards(ledger, own)).flatMap(({ card }) => card.recipients);
}

async function listAdditionalRecipients(
  ledger: LedgerReader,
  { additionalRecipients }: ReceivingRules,
): Promise<string[]> {
  const cards = (await listCurrentCards(ledger)).filter(({ card }) => additionalRecipients.includes(card.party));
  return cards.flatMap(({ card }) => card.recipients);
}

function toLimits(rules: ReceivingRules, { dayZone }: Settings): NonNullable<Policy['limits']> {
  const { maxBatchRecords, maxBatchBytes, maxDailyRecords } = rules;
  return { batchRecords: maxBatchRecords, batchBytes: maxBatchBytes, dailyRecords: maxDailyRecords, dayZone };
}
