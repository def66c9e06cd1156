import type { BatchSource, SignedDocument } from '@scelle/core';
import type { Delivery } from '@scelle/verify';
import { markDecisionShared, shareDecision } from '../gateway/share-decision.ts';
import { listNoticesToHandOn, listToHandOn, markHandedOn } from '../gateway/take-receipt.ts';
import { formatBatchName } from '../home/layout.ts';
import type { Station } from '../home/station.ts';
import { runAlone } from '../home/station-lock.ts';
import { listUnshared } from '../ledger/decisions.ts';
import { parseReceipt } from '../receipts/receipt.ts';
import { deliverBatch } from '../receiving/deliver.ts';
import { createPolicyFinder } from '../receiving/find-policy.ts';
import type { Settings } from '../settings/settings.ts';
import { findGateway, loadIdentity } from './remote.ts';

/** What a station gives to the fetching end of `@scelle/interconnect`: its port `Inbox`. */
export type StationInbox = ReturnType<typeof createInbox>;

/**
 * The station behind a gateway as `pullInbox` of `@scelle/interconnect` asks for it: where what is fetched is verified and
 * kept, and what the gateway is to have.
 */
export function createInbox(station: Station, settings: Settings) {
  const findPolicy = createPolicyFinder(station, settings);
  return {
    folder: station.layout.uploads,
    reservedBytes: settings.network.reservedBytes,
    /** Throws `peer-unknown`, `peer-revoked`, `address-missing`, `gateway-unknown`. */
    findRemote: (name: string) => findGateway(station, name),
    /** Throws `certificate-missing`, `certificate-invalid`. */
    loadIdentity: () => loadIdentity(station),
    /** Throws `command-running`. */
    alone: <Result>(perform: () => Promise<Result>) => runAlone(station, 'pull', perform),
    async deliver(source: BatchSource, delivery: Delivery) {
      const { outcome, report } = await deliverBatch(station, source, delivery, findPolicy);
      return { outcome, codes: report.codes };
    },
    listNotices: async () =>
      (await listNoticesToHandOn(station)).map(({ notice, ...signed }) => ({
        name: notice.peer,
        signed,
        // It is told with every call: the gateway may have been restored.
        markHandedOn: async () => undefined,
      })),
    listReceipts: async (gateway: string) =>
      (await listToHandOn(station, gateway)).map((receipt) => ({
        name: `${formatBatchName(parseReceipt(receipt.document))} ${receipt.stage}`,
        signed: receipt,
        markHandedOn: async () => markHandedOn(station, gateway, receipt),
      })),
    listDecisions: async (gateway: string) =>
      (await listUnshared(station.ledger, gateway)).map((decision) => ({
        signed: decision,
        markHandedOn: async () => markDecisionShared(station, gateway, decision),
      })),
    /** Throws the codes of `shareDecision`. */
    async takeDecision(gateway: string, signed: SignedDocument) {
      const host = { host: gateway, settings, command: 'pull' };
      const { decision, outcome } = await shareDecision(station, signed, host);
      return { batch: formatBatchName(decision), codes: decision.codes, isNew: outcome === 'added' };
    },
  };
}
