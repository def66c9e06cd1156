import type { ConvertOptions } from '../commands/convert.ts';
import { choiceParser } from '../options/parsers.ts';
import { addCommand, type Frame } from './frame.ts';

/** Declares `scelle convert`. */
export function declareConvert(frame: Frame): void {
  const { help, perform } = frame;
  addCommand(frame, 'convert')
    .argument('<INPUT...>', help.arguments.convertInputs)
    .requiredOption(
      '--format <csv|acns|xarf>',
      help.options.importFormat,
      choiceParser('--format', ['csv', 'acns', 'xarf']),
    )
    .option('--mapping <FILE>', help.options.mapping)
    .option('--profile <NAME>', help.options.profile)
    .option('--notes <FILE>', help.options.notes)
    .option('--skip-refused', help.options.skipRefused)
    .option('--out <FILE|->', help.options.convertOut, '-')
    .action((inputs: string[], options: ConvertOptions) =>
      perform(async (context) => (await import('../commands/convert.ts')).convert(context, inputs, options)),
    );
}
