import { type Manifest, toInstant } from '@scelle/core';
import { readHead } from '../custody/custody-log.ts';
import { readUnattendedKey } from '../folder/key-files.ts';
import type { Station } from '../station.ts';
import { DECISION_FORMAT, type Decision, decisionLimits } from './decision.ts';
import type { StoredDecision } from './decision-store.ts';
import { DECISION_STAGE, signDecision } from './verify-decision.ts';

/** About which batch a rejection is, and why. */
export interface Rejection {
  readonly manifest: Manifest;
  /** SHA-256 of the manifest, hex. */
  readonly digest: string;
  readonly codes: readonly string[];
  readonly decidedBy: Decision['decidedBy'];
}

/**
 * Signs the decision that a batch is rejected. It is stored by the caller, in the transaction that uses the number up. Throws
 * `station-incomplete`.
 */
export async function issueRejection(station: Station, rejection: Rejection): Promise<StoredDecision> {
  const { layout, database, environment } = station;
  const { manifest, digest, codes, decidedBy } = rejection;
  const { sender, recipient, stream, sequence, id: batch, records } = manifest;
  const issuedAt = toInstant(environment.now());
  const decision: Decision = {
    format: DECISION_FORMAT,
    station: recipient,
    sender,
    recipient,
    stream,
    sequence,
    batch,
    manifest: digest,
    records: records.count,
    outcome: 'rejected',
    codes: [...new Set(codes)].slice(0, decisionLimits.codes),
    waitsFor: [],
    decidedBy,
    issuedAt,
    custody: readHead(database),
  };
  const signer = await readUnattendedKey(layout, DECISION_STAGE);
  try {
    const signed = await signDecision(decision, signer);
    return { ...signed, direction: 'issued', party: sender, digest, at: issuedAt };
  } finally {
    signer.wipe();
  }
}
