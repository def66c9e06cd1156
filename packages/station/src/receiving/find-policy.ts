import type { DatabaseSync } from 'node:sqlite';
import {
  type BatchSource,
  ipEvidence,
  ipEvidenceTest,
  type Manifest,
  parseManifest,
  readContainer,
  ScelleError,
} from '@scelle/core';
import type { Channel, Policy } from '@scelle/verify';
import { listCards, listCurrentCards } from '../cards/card-store.ts';
import { listTrustedKeys } from '../cards/revocations.ts';
import type { Station } from '../home/station.ts';
import { type ReceivingRules, receivingRules, type Settings } from '../settings/settings.ts';

/** What a batch of this sender is held against that came by this channel; a stranger's policy trusts no key. */
export type FindPolicy = (sender: string | null, channel: Channel) => Policy;

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
    if (error instanceof ScelleError) return null;
    throw error;
  }
}

/** The manifest of a batch, nothing being verified. Null where the container cannot be read, which the verification tells in detail. */
export async function readManifest(source: BatchSource): Promise<Uint8Array | null> {
  try {
    return (await readContainer(source)).manifest;
  } catch (error) {
    if (error instanceof ScelleError) return null;
    throw error;
  }
}

/** No party has this name, so that nobody's key seals for it. */
const NOBODY = '';

/** The policies of a station, from its settings and from the cards of its peers as they are at that moment. */
export function createPolicyFinder({ database, receivesFor: own }: Station, settings: Settings): FindPolicy {
  return (sender) => createReceivingPolicy(database, settings, { own, sender: sender ?? NOBODY });
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
export function createReceivingPolicy(
  database: DatabaseSync,
  settings: Settings,
  { own, sender }: ReceivingParties,
): Policy {
  const rules = receivingRules(settings, sender);
  const keys = listTrustedKeys(database, settings.keyValidityDays);
  return {
    // Threat: a sender whose card lists a key in the role of an agent, and who then co-signs its own batches.
    keys: keys.filter(({ role, name }) => (name === sender) === (role === 'sender')),
    requiredRoles: rules.requiredRoles,
    recipient: own,
    allowedRecipients: [...listOwnRecipients(database, own), ...listAdditionalRecipients(database, rules)],
    ownRecipients: listOwnRecipients(database, own),
    channels: rules.channels,
    limits: toLimits(rules, settings),
    profiles: settings.testProfiles ? [ipEvidence, ipEvidenceTest] : [ipEvidence],
    clockSkewSeconds: settings.clockSkewSeconds,
    maxFactAgeDays: rules.maxFactAgeDays,
  };
}

/** Those of all own cards: a batch may have been sealed before its sender had the newest. */
function listOwnRecipients(database: DatabaseSync, own: string): string[] {
  return listCards(database, own).flatMap(({ card }) => card.recipients);
}

function listAdditionalRecipients(database: DatabaseSync, { additionalRecipients }: ReceivingRules): string[] {
  const cards = listCurrentCards(database).filter(({ card }) => additionalRecipients.includes(card.party));
  return cards.flatMap(({ card }) => card.recipients);
}

function toLimits(rules: ReceivingRules, { dayZone }: Settings): NonNullable<Policy['limits']> {
  const { maxBatchRecords, maxBatchBytes, maxDailyRecords } = rules;
  return { batchRecords: maxBatchRecords, batchBytes: maxBatchBytes, dailyRecords: maxDailyRecords, dayZone };
}
