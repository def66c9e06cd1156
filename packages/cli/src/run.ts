import { CommanderError } from 'commander';
import {
  CliError,
  type CliErrorCode,
  type DescribedError,
  isDescribedError,
  toErrorDocument,
} from './errors/cli-error.ts';
import { findGlobalOptions, toUsageError } from './kernel/command-line.ts';
import type { CommandContext, CommandResult } from './kernel/context.ts';
import { en } from './kernel/en.ts';
import { type ExitStatus, exitStatus, statusOfError, worstStatus } from './kernel/exit-status.ts';
import { fr } from './kernel/fr.ts';
import { Interruption, onUnsettled } from './kernel/interruption.ts';
import { formatJson, formatLine } from './kernel/line.ts';
import { createTerminal, writeOutput } from './kernel/terminal.ts';
import { runProgram } from './program.ts';

/** Runs the command that the arguments name, prints what it came to, and gives the exit status. It throws nothing. */
export async function run(args: readonly string[]): Promise<ExitStatus> {
  // Whoever writes is told of a failure; without a listener it would end the process as well.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  using interruption = new Interruption();
  const { language, json, reportVersion, isQuiet } = findGlobalOptions(args, process.env);
  const terminal = createTerminal(process.env, interruption.signal, { language, isQuiet });
  const shared = { en, fr }[language];
  const context: CommandContext = {
    language,
    json,
    reportVersion,
    shared,
    terminal,
    interruption,
    environment: process.env,
  };
  // What nobody awaited is a defect too, and must not end in a stack trace.
  const endWith = (error: unknown): void => {
    void printError(toDescribedError(error), context).finally(() => process.exit(exitStatus.defect));
  };
  process.once('uncaughtException', endWith);
  using _unsettled = onUnsettled(() => endWith(new CliError('defect', { found: 'unsettled promise' })));
  try {
    const result = await runProgram(args, context);
    terminal.progress.clear();
    return result === null ? exitStatus.done : await printAll(result, context);
  } catch (error) {
    return await printError(toDescribedError(error), context);
  }
}

/** What was done, and what ended it: with `--json` one document. */
async function printAll(result: CommandResult, context: CommandContext): Promise<ExitStatus> {
  const { status = exitStatus.done, document, error } = result;
  if (error === undefined) {
    await printResult(result, context.json);
    return status;
  }
  const described = toDescribedError(error);
  const told = { ...document, error: toErrorDocument(described, context.language) };
  await printResult({ ...result, document: told }, context.json);
  if (!context.json) tellError(described, context);
  debug(described);
  return worstStatus([status, statusOfError(described)]);
}

async function printResult({ document, lines }: CommandResult, json: boolean): Promise<void> {
  const useColour = process.stdout.isTTY && !process.env['NO_COLOR'];
  const text = json ? [formatJson(document)] : lines.map((line) => formatLine(line, useColour));
  await writeOutput(text.map((line) => `${line}\n`).join(''));
}

async function printError(error: DescribedError, context: CommandContext): Promise<ExitStatus> {
  const status = statusOfError(error);
  if (error.code === ('output-closed' satisfies CliErrorCode)) return status;
  if (context.json) {
    // Should standard output have failed, the status alone must tell.
    await writeOutput(`${formatJson({ error: toErrorDocument(error, context.language) })}\n`).catch(() => undefined);
  } else tellError(error, context);
  debug(error);
  return status;
}

function tellError(error: DescribedError, { language, terminal }: CommandContext): void {
  for (const reason of error.reasons ?? []) terminal.notice(reason.describe(language));
  terminal.notice({ text: `scelle: ${error.describe(language)}`, tone: 'bad' });
}

function debug({ stack, cause }: DescribedError): void {
  if (process.env['SCELLE_DEBUG'] === '1') process.stderr.write(`${String(stack)}\n${String(cause)}\n`);
}

/** By its name: Node has the class from version 24 on, and the compiler puts a plain error in its place before. */
function isSuppressed(error: unknown): error is Error & { readonly suppressed: unknown } {
  return error instanceof Error && error.name === 'SuppressedError' && 'suppressed' in error;
}

/** The error as one of ours; what we did not foresee is a defect, of which only the kind is told. */
function toDescribedError(error: unknown): DescribedError {
  // A clean-up that fails because of what failed before must not hide it.
  if (isSuppressed(error)) return toDescribedError(error.suppressed);
  if (isDescribedError(error)) return error;
  const usageError = error instanceof CommanderError ? toUsageError(error) : null;
  const machine = toMachineError(error);
  if (machine !== null) return machine;
  const kind = error instanceof Error ? error.name : typeof error;
  return usageError ?? new CliError('defect', { found: kind }, { cause: error });
}

/** What the system or SQLite reported, whatever we were doing: a disc, rights, a name; no defect of ours. */
function toMachineError(error: unknown): CliError | null {
  if (!(error instanceof Error && 'code' in error)) return null;
  const isReported = 'syscall' in error || 'errcode' in error;
  if (!isReported) return null;
  const file = 'path' in error ? String(error.path) : '–';
  const found = 'errstr' in error ? String(error.errstr) : String(error.code);
  return new CliError('machine-failed', { file, found }, { cause: error });
}
