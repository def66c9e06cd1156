import { judgeBatch } from '@scelle/station';
import { formatBatchName, parseDecision, requireClock } from '@scelle/station/internal';
import { CliError } from '../errors/cli-error.ts';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { openForCommand, type StationOptions } from '../kernel/station.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

const texts = { en, fr };

/** Options of `scelle judge`. */
export interface JudgeOptions extends StationOptions {
  readonly accept?: boolean;
  readonly reject?: boolean;
  readonly reason: string;
  /** Whether the sender has said that it sealed the batch itself, with a key that is revoked. */
  readonly senderConfirms?: boolean;
}

/** `scelle judge`: carries out what a person decides about a batch that waits. */
export async function judge(context: CommandContext, name: string, options: JudgeOptions): Promise<CommandResult> {
  const { accept = false, reject = false, reason } = options;
  if (accept && reject) throw new CliError('options-conflict', { name: '--accept', found: '--reject' });
  if (!accept && !reject) throw new CliError('option-missing', { name: '--accept / --reject' });
  using opened = await openForCommand(context, options, 'judge');
  await requireClock(opened.station, opened.settings);
  const { station } = opened;
  const decision = accept ? 'accept' : 'reject';
  const { findPolicy } = opened;
  const { senderConfirms = false } = options;
  const { followed, decision: issued } = await judgeBatch(station, name, {
    decision,
    reason,
    findPolicy,
    senderConfirms,
  });
  const decided = issued && parseDecision(issued.document);
  const document = {
    batch: name,
    decision,
    reason,
    decided: decided && { name: formatBatchName(decided), sender: decided.sender, codes: decided.codes },
    followed: followed.map(({ receipts: _receipts, ...rest }) => rest),
  } as const;
  return {
    document,
    lines: [...texts[context.language].judged(document), ...followed.map(texts[context.language].followed)],
  };
}
