import { guessMapping } from '@scelle/formats';
import { CliError } from '../errors/cli-error.ts';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { openInputStream } from '../kernel/inputs.ts';
import { STANDARD_OUTPUT } from '../kernel/terminal.ts';
import type { ConvertOptions } from './convert.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { createRecordTarget, withInput } from './record-target.ts';

const texts = { en, fr };

/** `scelle convert --guess`: writes a mapping for a table, with what a person has to decide. */
export async function guess(
  context: CommandContext,
  [input, ...others]: readonly string[],
  { format = 'csv', mapping, check, out }: ConvertOptions,
): Promise<CommandResult> {
  if (format !== 'csv') throw new CliError('options-conflict', { name: '--guess', found: `--format ${format}` });
  const found = others.length > 0 ? others[0] : mapping !== undefined ? '--mapping' : check ? '--check' : undefined;
  if (found !== undefined) throw new CliError('options-conflict', { name: '--guess', found });
  await using target = await createRecordTarget(context, out);
  const { interruption, language } = context;
  const source = interruption.stream(openInputStream(input!, interruption.signal));
  const { text, decisions } = await guessMapping(source, language).catch((error: unknown) => {
    throw withInput(error, input!);
  });
  await target.append(new TextEncoder().encode(text));
  await target.finish();
  if (out === STANDARD_OUTPUT) return { document: {}, lines: [] };
  const document = { file: out, decisions };
  return { document, lines: texts[language].guessed(document) };
}
