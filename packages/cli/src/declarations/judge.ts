import type { JudgeOptions } from '../commands/judge.ts';
import { addCommand, type Frame } from './frame.ts';

/** Declares `scelle judge`. */
export function declareJudge(frame: Frame): void {
  const { help, perform } = frame;
  addCommand(frame, 'judge')
    .argument('<BATCH>', help.arguments.knownBatch)
    .option('--station <DIR>', help.options.station)
    .option('--accept', help.options.judgeAccept)
    .option('--reject', help.options.judgeReject)
    .requiredOption('--reason <TEXT>', help.options.judgeReason)
    .action((batch: string, options: JudgeOptions) =>
      perform(async (context) => (await import('../commands/judge.ts')).judge(context, batch, options)),
    );
}
