import type { DeliveryOutcome } from '@scelle/verify';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { toErrorDocument } from '../errors/described-error.ts';
import { type ExitStatus, exitStatus, statusOfError, worstStatus } from '../exit-status.ts';
import { connectToGateway } from '../network/connect.ts';
import { handOn } from '../network/hand-on.ts';
import { type PulledBatch, pullWaiting } from '../network/pull-waiting.ts';
import { openDesk, type StationOptions } from '../station/open-desk.ts';
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

/** `scelle pull`: fetches what arrived at the gateway, and hands it the receipts and notices of this station. */
export async function pull(context: CommandContext, gateway: string, options: StationOptions): Promise<CommandResult> {
  using desk = await openDesk(context, options, 'pull');
  using connection = await connectToGateway(context, desk.station, gateway);
  const before = await handOn(desk, connection);
  // Two that fetch one batch would write into one file.
  const batches = await runAlone(desk.station, 'pull', () => pullWaiting(context, desk, connection));
  const after = await handOn(desk, connection);
  const handedOn = { notices: before.notices, receipts: before.receipts + after.receipts };
  const fetched = batches.filter(({ outcome }) => outcome !== 'failed').length;
  return {
    status: worstStatus(batches.map(statusOf)),
    document: { gateway, batches: batches.map((batch) => toDocument(context, batch)), handedOn },
    lines: [
      ...batches.map((batch) => format(context, batch)),
      context.texts.pulled({ gateway, batches: fetched, receipts: handedOn.receipts }),
    ],
  };
}

function statusOf(batch: PulledBatch): ExitStatus {
  return batch.outcome === 'failed' ? statusOfError(batch.error) : statuses[batch.outcome];
}

function toDocument({ language }: CommandContext, batch: PulledBatch): object {
  return batch.outcome === 'failed' ? { ...batch, error: toErrorDocument(batch.error, language) } : batch;
}

function format({ texts, language }: CommandContext, batch: PulledBatch): Line {
  if (batch.outcome === 'failed') return { text: `${batch.name}: ${batch.error.describe(language)}`, tone: 'bad' };
  return { text: texts.batchPulled(batch), tone: tones[batch.outcome] };
}
