import type { DocumentToHandOn, Inbox, TakenDecision } from '../ports/inbox.ts';
import { fetchDecisions, handDecision, handNotice, handReceipt } from '../sender/ask.ts';
import type { Connection } from '../sender/connection.ts';
import { type DescribedError, isDescribed, isGeneral } from './failures.ts';

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
export async function handOn(
  inbox: Inbox,
  connection: Connection,
  before?: Omit<HandedOn, 'error'>,
): Promise<HandedOn> {
  const counts = { notice: 0, receipt: 0 };
  const refused: RefusedDocument[] = [];
  let failures = 0;
  for (const { kind, name, hand } of await listItems(inbox, connection)) {
    if (before !== undefined && (kind === 'notice' || isAmong(before.refused, name))) continue;
    try {
      await hand();
      counts[kind] += 1;
      failures = 0;
    } catch (error) {
      if (!isDescribed(error)) throw error;
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

async function listItems(inbox: Inbox, connection: Connection): Promise<readonly Item[]> {
  const notices = await inbox.listNotices();
  const receipts = await inbox.listReceipts(connection.remote.name);
  return [
    ...notices.map((each) => toItem('notice', each, () => handNotice(connection, each.signed))),
    ...receipts.map((each) => toItem('receipt', each, () => handReceipt(connection, each.signed))),
  ];
}

function toItem(kind: Item['kind'], document: DocumentToHandOn, hand: () => Promise<void>): Item {
  return {
    kind,
    name: document.name,
    async hand() {
      await hand();
      await document.markHandedOn();
    },
  };
}

/** What is wrong with the document, where the gateway tells it; version 0.1.0 tells it as a field only. */
function codeOf({ code, details: { field } }: DescribedError): string {
  return code === 'request-invalid' && field !== undefined ? String(field) : code;
}

/** What became of the decisions between a party and its gateway. */
export interface ExchangedDecisions {
  /** Those of the gateway that count here now. */
  readonly taken: TakenDecision[];
  /** Those of the gateway that cannot be believed, and of this party that it does not take. */
  readonly refused: DescribedError[];
}

/**
 * Takes what the gateway decided in the name of this party, before its batches: the ones behind a rejected one find their
 * place then. It is told what arrived here, and gets what a person decided here. One that is refused does not keep the
 * others; what is done is added to the lists that are given, whatever fails later.
 */
export async function exchangeDecisions(
  inbox: Inbox,
  connection: Connection,
  { taken, refused }: ExchangedDecisions,
): Promise<void> {
  const { name: gateway } = connection.remote;

  async function each(perform: () => Promise<void>): Promise<void> {
    try {
      await perform();
    } catch (error) {
      if (!isDescribed(error) || !isAboutOne(error)) throw error;
      refused.push(error);
    }
  }

  for (const signed of await fetchDecisions(connection)) {
    await each(async () => {
      const decision = await inbox.takeDecision(gateway, signed);
      if (decision.isNew) taken.push(decision);
      await handDecision(connection, signed);
    });
  }
  for (const decision of await inbox.listDecisions(gateway)) {
    await each(async () => {
      if (await handDecision(connection, decision.signed)) await decision.markHandedOn();
    });
  }
}

/** Whether an error is about one decision, and need not meet the next. */
function isAboutOne({ code }: DescribedError): boolean {
  return code === 'request-invalid' || /^(?:decision|document|signature|json|utf8)-/.test(code);
}
