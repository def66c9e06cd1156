import { ipEvidence, ipEvidenceTest } from '@scelle/core';
import { listTrustedKeys } from '@scelle/station';
import type { Policy } from '@scelle/verify';
import type { Desk } from '../station/open-desk.ts';

/** By what a batch of one's own outbox is verified before it is co-signed: one's own seal, for that recipient. */
export function createOutgoingPolicy({ station, settings }: Desk, recipient: string): Policy {
  const keys = listTrustedKeys(station.database, settings.keyValidityDays);
  return {
    keys: keys.filter(({ role, name }) => (name === station.name) === (role === 'sender')),
    requiredRoles: [],
    recipient,
    allowedRecipients: null,
    profiles: settings.testProfiles ? [ipEvidence, ipEvidenceTest] : [ipEvidence],
    clockSkewSeconds: settings.clockSkewSeconds,
    maxFactAgeDays: null,
  };
}
