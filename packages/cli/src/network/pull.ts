import { type Connection, handNotice, handReceipt } from '@scelle/interconnect';
import { parseReceipt } from '@scelle/station';
import { formatBatchName, listNoticesToHandOn, listToHandOn, markHandedOn } from '@scelle/station/internal';
import type { DeliveryOutcome } from '@scelle/verify/internal';
import { type DescribedError, isDescribedError, toErrorDocument } from '../errors/cli-error.ts';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { type ExitStatus, exitStatus, statusOfError, worstStatus } from '../kernel/exit-status.ts';
import type { Line, Tone } from '../kernel/line.ts';
import { type Desk, openDesk, runAlone, type StationOptions } from '../kernel/station.ts';
import { connectToGateway } from './connect.ts';
import { en } from './en.ts';
import { formatSome, isGeneral } from './failures.ts';
import { fr } from './fr.ts';
import { type ExchangedDecisions, exchangeDecisions } from './keep-answers.ts';
import { type PulledBatch, pullWaiting } from './pull-waiting.ts';

const texts = { en, fr };

const statuses: Readonly<Record<DeliveryOutcome, ExitStatus>> = {
  accepted: exitStatus.done,
  duplicate: exitStatus.done,
  held: exitStatus.waiting,
  rejected: exitStatus.rejected,
  quarantined: exitStatus.rejected,
};

const tones: Readonly<Record<DeliveryOutcome, Tone>> = {
  accepted: 'good',
  duplicate: 'good',
  held: 'warning',
  rejected: 'bad',
  quarantined: 'bad',
};

/** What a run came to, as far as it came. */
interface Pulled {
  readonly batches: readonly PulledBatch[];
  readonly decisions: ExchangedDecisions;
  readonly handedOn: Omit<HandedOn, 'error'>;
  readonly error?: unknown;
}

/** `scelle pull`: fetches what arrived at the gateway, and hands it the receipts and notices of this station. */
export async function pull(context: CommandContext, gateway: string, options: StationOptions): Promise<CommandResult> {
  using desk = await openDesk(context, options, 'pull');
  using connection = await connectToGateway(context, desk.station, gateway);
  const { batches, decisions, handedOn, error } = await exchangeAll(context, desk, connection);
  const fetched = batches.filter(({ outcome }) => outcome !== 'failed').length;
  const { notices, receipts, refused } = handedOn;
  // Where nothing at all could be done, the error is all there is.
  const exchanged = decisions.taken.length + decisions.refused.length;
  if (error !== undefined && batches.length + exchanged + notices + receipts + refused.length === 0) throw error;
  return {
    status: worstStatus([
      ...batches.map(statusOf),
      ...refused.map((each) => statusOfError(each.error)),
      ...decisions.refused.map(statusOfError),
    ]),
    document: {
      gateway,
      batches: batches.map((batch) => toDocument(context, batch)),
      decisions: describeDecisions(context, decisions),
      handedOn: { notices, receipts, refused: refused.map((each) => toRefusedDocument(context, each)) },
    },
    lines: [
      ...formatDecisions(context, decisions),
      ...batches.map((batch) => format(context, batch)),
      ...formatSome(context, refused, ({ kind, name, error: reason }) =>
        texts[context.language].notHandedOn({ kind, name, gateway, reason: reason.describe(context.language) }),
      ),
      texts[context.language].pulled({ gateway, batches: fetched, receipts }),
    ],
    ...(error !== undefined && { error }),
  };
}

/** Hands on before and after the fetching; what one of the three fails at is no reason to lose what the others did. */
async function exchangeAll(context: CommandContext, desk: Desk, connection: Connection): Promise<Pulled> {
  const { error: unreached, ...before } = await handOn(desk, connection);
  const decisions: ExchangedDecisions = { taken: [], refused: [] };
  if (unreached !== undefined) return { batches: [], decisions, handedOn: before, error: unreached };
  const batches: PulledBatch[] = [];
  try {
    await exchangeDecisions(desk, connection, decisions);
    // Two that fetch one batch would write into one file.
    await runAlone(desk.station, 'pull', () => pullWaiting(context, desk, connection, batches));
    const { error, receipts, refused } = await handOn(desk, connection, before);
    const handedOn = {
      notices: before.notices,
      receipts: before.receipts + receipts,
      refused: [...before.refused, ...refused],
    };
    return { batches, decisions, handedOn, ...(error !== undefined && { error }) };
  } catch (error) {
    return { batches, decisions, handedOn: before, error };
  }
}

function describeDecisions({ language }: CommandContext, { taken, refused }: ExchangedDecisions): object {
  return {
    taken: taken.map((decision) => ({ batch: formatBatchName(decision), codes: decision.codes })),
    refused: refused.map((error) => toErrorDocument(error, language)),
  };
}

function formatDecisions({ language }: CommandContext, { taken, refused }: ExchangedDecisions): Line[] {
  return [
    ...taken.map((decision): Line => {
      const batch = formatBatchName(decision);
      return { text: texts[language].decisionTaken({ batch, codes: decision.codes }), tone: 'warning' };
    }),
    ...refused.map((error): Line => ({ text: error.describe(language), tone: 'bad' })),
  ];
}

function statusOf(batch: PulledBatch): ExitStatus {
  return batch.outcome === 'failed' ? statusOfError(batch.error) : statuses[batch.outcome];
}

function toDocument({ language }: CommandContext, batch: PulledBatch): object {
  return batch.outcome === 'failed' ? { ...batch, error: toErrorDocument(batch.error, language) } : batch;
}

function toRefusedDocument({ language }: CommandContext, { error, ...refused }: RefusedDocument): object {
  return { ...refused, error: toErrorDocument(error, language) };
}

function format({ language }: CommandContext, batch: PulledBatch): Line {
  if (batch.outcome === 'failed') return { text: `${batch.name}: ${batch.error.describe(language)}`, tone: 'bad' };
  return { text: texts[language].batchPulled(batch), tone: tones[batch.outcome] };
}

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
