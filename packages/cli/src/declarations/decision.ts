import type { DecisionExportOptions } from '../commands/decision-export.ts';
import { nameParser } from '../options/parsers.ts';
import type { StationOptions } from '../station/open-desk.ts';
import { addCommand, type Frame } from './frame.ts';

/** Declares `scelle decision export` and `scelle decision add`. */
export function declareDecision(frame: Frame): void {
  const { help, perform } = frame;
  const decision = addCommand(frame, 'decision');
  addCommand(frame, 'decision export', decision)
    .option('--station <DIR>', help.options.station)
    .option('--to <PEER>', help.options.decisionsTo, nameParser('--to'))
    .option('--out <DIR>', help.options.decisionsOut)
    .action((options: DecisionExportOptions) =>
      perform(async (context) => (await import('../commands/decision-export.ts')).decisionExport(context, options)),
    );
  addCommand(frame, 'decision add', decision)
    .argument('<DECISION...>', help.arguments.decisions)
    .option('--station <DIR>', help.options.station)
    .action((files: string[], options: StationOptions) =>
      perform(async (context) => (await import('../commands/decision-add.ts')).decisionAdd(context, files, options)),
    );
}
