import { type Connection, handNotice, handReceipt } from '@scelle/interconnect';
import { formatBatchName, listNoticesToHandOn, listToHandOn, markHandedOn, parseReceipt } from '@scelle/station';
import { type DescribedError, isDescribedError } from '../errors/described-error.ts';
import type { Desk } from '../station/open-desk.ts';
import { isGeneral } from './general-failures.ts';

/** A document that the gateway did not take. */
export interface RefusedDocument {
  readonly kind: 'notice' | 'receipt';
  /** The peer that a notice concerns, or the batch and the stage of a receipt. */
  readonly name: string;
  /** Why: the code of the document, where the gateway tells it. */
  readonly code: string;
  readonly error: DescribedError;
}

/** What was handed to a gateway. */
export interface HandedOn {
  readonly notices: number;
  readonly receipts: number;
  readonly refused: readonly RefusedDocument[];
  /** Why the rest was not tried. */
  readonly error?: DescribedError;
}

/** A document that is to be handed on. */
interface Item extends Pick<RefusedDocument, 'kind' | 'name'> {
  hand(): Promise<void>;
}

/** A gateway may fail at one document; one that fails at so many in a row fails at all. */
const MOST_FAILURES = 3;

/**
 * Hands a gateway the notices that hold and the receipts that it has not got yet, one by one: what it refuses stops
 * nothing else, least of all a suspension. What was handed on, or refused, a moment ago is not tried again.
 */
export async function handOn(desk: Desk, connection: Connection, before?: Omit<HandedOn, 'error'>): Promise<HandedOn> {
  const counts = { notice: 0, receipt: 0 };
  const refused: RefusedDocument[] = [];
  let failures = 0;
  for (const { kind, name, hand } of listItems(desk, connection)) {
    if (before !== undefined && (kind === 'notice' || isAmong(before.refused, name))) continue;
    try {
      await hand();
      counts[kind] += 1;
      failures = 0;
    } catch (error) {
      if (!isDescribedError(error)) throw error;
      failures = error.code === 'receiver-failed' ? failures + 1 : 0;
      const isSingle = failures > 0 ? failures < MOST_FAILURES : !isGeneral(error);
      if (!isSingle) return { notices: counts.notice, receipts: counts.receipt, refused, error };
      refused.push({ kind, name, code: codeOf(error), error });
    }
  }
  return { notices: counts.notice, receipts: counts.receipt, refused };
}

function isAmong(refused: readonly RefusedDocument[], name: string): boolean {
  return refused.some((each) => each.kind === 'receipt' && each.name === name);
}

function listItems({ station }: Desk, connection: Connection): readonly Item[] {
  const { name: gateway } = connection.remote;
  return [
    ...listNoticesToHandOn(station).map(
      (stored): Item => ({
        kind: 'notice',
        name: stored.notice.peer,
        hand: () => handNotice(connection, stored),
      }),
    ),
    ...listToHandOn(station, gateway).map(
      (receipt): Item => ({
        kind: 'receipt',
        name: `${formatBatchName(parseReceipt(receipt.document))} ${receipt.stage}`,
        async hand() {
          await handReceipt(connection, receipt);
          markHandedOn(station, gateway, receipt);
        },
      }),
    ),
  ];
}

/** What is wrong with the document, where the gateway tells it; version 0.1.0 tells it as a field only. */
function codeOf({ code, details: { field } }: DescribedError): string {
  return code === 'request-invalid' && field !== undefined ? String(field) : code;
}
