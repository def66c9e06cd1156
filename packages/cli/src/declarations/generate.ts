import type { GenerateOptions } from '../commands/generate.ts';
import { choiceParser, integerParser } from '../options/parsers.ts';
import { addCommand, type Frame } from './frame.ts';

const MAX_RECORDS = 5_000_000;

/** Declares `scelle generate`. */
export function declareGenerate(frame: Frame): void {
  const { help, perform } = frame;
  addCommand(frame, 'generate')
    .requiredOption('--records <N>', help.options.records, integerParser('--records', 0, MAX_RECORDS))
    .option(
      '--segments <none|tenth|all>',
      help.options.segmentShare,
      choiceParser('--segments', ['none', 'tenth', 'all']),
    )
    .option('--seed <S>', help.options.seed)
    .requiredOption('--out <DIR>', help.options.generateOut)
    .action((options: GenerateOptions) =>
      perform(async (context) => (await import('../commands/generate.ts')).generate(context, options)),
    );
}
