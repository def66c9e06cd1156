import type { SignedDocument } from '@scelle/core';
import { recordDecision } from '../decisions/add-decision.ts';
import { type Decision, verifyDecision } from '../decisions/decision.ts';
import { StationError } from '../errors/station-error.ts';
import type { Station } from '../home/station.ts';
import { findDecision, noteShared, type StoredDecision, storeDecision } from '../ledger/decisions.ts';
import { findByDigest, findByNumber, insertReceived } from '../ledger/received-batches.ts';
import { receiptTrust } from '../receipts/receipt.ts';
import { followHeld } from '../receiving/enter-outcome.ts';
import type { Settings } from '../settings/settings.ts';

/** What a decision of the other host of a recipient came to in this ledger. */
export interface SharedDecision {
  readonly decision: Decision;
  /** *contradicted*: the batch is here, or another with its number, and this ledger stays as it is. */
  readonly outcome: 'added' | 'known' | 'contradicted';
}

/**
 * Takes what the other host decided in the name of the same recipient: at a gateway its principal, at a principal its
 * gateway. The batch is then rejected here, too, so that the ones behind it find their place. `host` has it, and is not
 * handed it again. Throws the codes of `verifyDecision`, and `decision-not-for-me`.
 */
export async function shareDecision(
  station: Station,
  signed: SignedDocument,
  { host, settings, command }: { readonly host: string; readonly settings: Settings; readonly command: string },
): Promise<SharedDecision> {
  const decision = verifyDecision(signed, await receiptTrust(station, settings));
  const { receivesFor: expected, ledger } = station;
  if (decision.station !== expected)
    throw new StationError('decision-not-for-me', { found: decision.station, expected });
  const { sender: party, manifest: digest, issuedAt: at } = decision;
  const stored: StoredDecision = { ...signed, direction: 'issued', party, digest, at };
  return station.exclusively(async () => {
    const known = await findDecision(ledger, { direction: 'issued', party, digest });
    const isFree =
      (await findByDigest(ledger, { ...decision, digest })) === null && (await findByNumber(ledger, decision)) === null;
    const outcome = known === null ? (isFree ? 'added' : 'contradicted') : 'known';
    await station.change(async (inside) => {
      if (outcome !== 'known') await recordDecision(inside, decision, { command, act: `decision-${outcome}` });
      if (outcome === 'added') {
        await insertReceived(inside.ledger, describeRejected(decision));
        await storeDecision(inside.ledger, stored);
      }
      await noteShared(inside.ledger, host, known ?? stored);
    });
    if (outcome === 'added') await followHeld(station, decision);
    return { decision, outcome };
  });
}

/** What a decision says of a batch that never was here. */
function describeRejected(decision: Decision): Parameters<typeof insertReceived>[1] {
  const { sender, stream, sequence, manifest: digest, batch: batchId, records, codes, issuedAt } = decision;
  return {
    identity: { sender, stream, sequence, digest, previous: null, batchId, records, createdAt: issuedAt },
    bytes: 0,
    channel: 'network',
    state: 'rejected',
    level: 'sealed',
    holdsNumber: true,
    codes,
    waitsFor: [],
    firstSeenAt: issuedAt,
    changedAt: issuedAt,
    file: null,
  };
}

/** Notes that another host of the recipient has a decision of this one. */
export async function markDecisionShared(station: Station, host: string, decision: StoredDecision): Promise<void> {
  await station.change((inside) => noteShared(inside.ledger, host, decision));
}
