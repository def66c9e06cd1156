import type { CommandContext, CommandResult } from '../command-context.ts';
import { type ExitStatus, exitStatus, worstStatus } from '../exit-status.ts';
import { connectToGateway } from '../network/connect.ts';
import { handOn } from '../network/hand-on.ts';
import { type PulledBatch, pullWaiting } from '../network/pull-waiting.ts';
import { openDesk, type StationOptions } from '../station/open-desk.ts';
import type { Line, Tone } from '../terminal/line.ts';

const statuses: Readonly<Record<PulledBatch['outcome'], ExitStatus>> = {
  accepted: exitStatus.done,
  duplicate: exitStatus.done,
  held: exitStatus.waiting,
  rejected: exitStatus.rejected,
  quarantined: exitStatus.rejected,
};

const tones: Readonly<Record<PulledBatch['outcome'], Tone>> = {
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
  const batches = await pullWaiting(context, desk, connection);
  const after = await handOn(desk, connection);
  const handedOn = { notices: before.notices, receipts: before.receipts + after.receipts };
  const { texts } = context;
  return {
    status: worstStatus(batches.map(({ outcome }) => statuses[outcome])),
    document: { gateway, batches, handedOn },
    lines: [
      ...batches.map((batch): Line => ({ text: texts.batchPulled(batch), tone: tones[batch.outcome] })),
      texts.pulled({ gateway, batches: batches.length, receipts: handedOn.receipts }),
    ],
  };
}
