import type { Connection } from '@scelle/interconnect';
import { formatBatchName } from '@scelle/station';
import type { DeliveryOutcome } from '@scelle/verify';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { toErrorDocument } from '../errors/described-error.ts';
import { type ExitStatus, exitStatus, statusOfError, worstStatus } from '../exit-status.ts';
import { connectToGateway } from '../network/connect.ts';
import { type HandedOn, handOn, type RefusedDocument } from '../network/hand-on.ts';
import { type ExchangedDecisions, exchangeDecisions } from '../network/keep-decisions.ts';
import { type PulledBatch, pullWaiting } from '../network/pull-waiting.ts';
import { formatSome } from '../network/some-lines.ts';
import { type Desk, openDesk, type StationOptions } from '../station/open-desk.ts';
import { runAlone } from '../station/run-alone.ts';
import type { Line, Tone } from '../terminal/line.ts';

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
        context.texts.notHandedOn({ kind, name, gateway, reason: reason.describe(context.language) }),
      ),
      context.texts.pulled({ gateway, batches: fetched, receipts }),
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

function formatDecisions({ texts, language }: CommandContext, { taken, refused }: ExchangedDecisions): Line[] {
  return [
    ...taken.map((decision): Line => {
      const batch = formatBatchName(decision);
      return { text: texts.decisionTaken({ batch, codes: decision.codes }), tone: 'warning' };
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

function format({ texts, language }: CommandContext, batch: PulledBatch): Line {
  if (batch.outcome === 'failed') return { text: `${batch.name}: ${batch.error.describe(language)}`, tone: 'bad' };
  return { text: texts.batchPulled(batch), tone: tones[batch.outcome] };
}
