import { type Inbox, type PulledBatch, type PulledInbox, pullInbox, type RefusedDocument } from '@scelle/interconnect';
import { createInbox } from '@scelle/station';
import type { DeliveryOutcome } from '@scelle/verify';
import { toErrorDocument } from '../errors/cli-error.ts';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { type ExitStatus, exitStatus, statusOfError, worstStatus } from '../kernel/exit-status.ts';
import type { Line, Tone } from '../kernel/line.ts';
import { openForCommand, type StationOptions } from '../kernel/station.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { formatSome, showTransfer } from './send.ts';

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

/** `scelle pull`: fetches what arrived at the gateway, and hands it the receipts and notices of this station. */
export async function pull(context: CommandContext, gateway: string, options: StationOptions): Promise<CommandResult> {
  using opened = await openForCommand(context, options, 'pull');
  const inbox: Inbox = createInbox(opened.station, opened.settings);
  const { batches, decisions, handedOn, error } = await pullInbox(inbox, gateway, {
    signal: context.interruption.signal,
    on: { progress: showTransfer(context) },
  });
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

function describeDecisions({ language }: CommandContext, { taken, refused }: PulledInbox['decisions']): object {
  return {
    taken: taken.map(({ batch, codes }) => ({ batch, codes })),
    refused: refused.map((error) => toErrorDocument(error, language)),
  };
}

function formatDecisions({ language }: CommandContext, { taken, refused }: PulledInbox['decisions']): Line[] {
  return [
    ...taken.map(
      ({ batch, codes }): Line => ({ text: texts[language].decisionTaken({ batch, codes }), tone: 'warning' }),
    ),
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
