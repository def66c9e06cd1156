import type { DatabaseSync } from 'node:sqlite';
import { ipEvidence, ipEvidenceTest } from '@scelle/core';
import type { Policy } from '@scelle/verify';
import { listCards, listCurrentCards } from '../cards/card-store.ts';
import { listTrustedKeys } from '../cards/trusted-keys.ts';
import { type ReceivingRules, receivingRules, type Settings } from './settings.ts';

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
