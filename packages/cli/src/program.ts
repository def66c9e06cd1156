import { type Command, CommanderError } from 'commander';
import { declareConvert, declareExport } from './convert/commands.ts';
import { declareCosign } from './cosign/commands.ts';
import { CliError } from './errors/cli-error.ts';
import { declareImport, declarePurge, declareRetention, declareStats } from './import/commands.ts';
import { findCommandName } from './kernel/command-line.ts';
import type { CommandContext, CommandResult } from './kernel/context.ts';
import type { en } from './kernel/en.ts';
import { type Frame, ScelleCommand } from './kernel/frame.ts';
import { type Meaning, meanings } from './kernel/meanings.ts';
import { choiceParser } from './kernel/parsers.ts';
import { declareKey, declareKeygen } from './keys/commands.ts';
import { declareMedia } from './media/commands.ts';
import { declareChannel, declarePull, declareSend, declareServe, declareUpload } from './network/commands.ts';
import { declareGenerate, declarePack } from './pack/commands.ts';
import { declareCard, declarePeer } from './peers/commands.ts';
import {
  declareDecision,
  declareInit,
  declareJudge,
  declareProcess,
  declareReceipt,
  declareReceive,
} from './station/commands.ts';
import { declareBackup, declareCustody, declareDoctor, declareStatus } from './upkeep/commands.ts';
import { declareInspect, declareOpen, declareProve, declareVerify, declareVerifyProof } from './verify/commands.ts';
import { readVersion } from './version.ts';

type Declare = (frame: Frame) => void;

/** The commands in the order of `--help`. Declaring them is cheap: what they do is loaded when one is called. */
const declarations: Readonly<Record<string, Declare>> = {
  keygen: declareKeygen,
  key: declareKey,
  card: declareCard,
  peer: declarePeer,
  generate: declareGenerate,
  convert: declareConvert,
  pack: declarePack,
  cosign: declareCosign,
  inspect: declareInspect,
  verify: declareVerify,
  open: declareOpen,
  export: declareExport,
  prove: declareProve,
  'verify-proof': declareVerifyProof,
  media: declareMedia,
  init: declareInit,
  serve: declareServe,
  upload: declareUpload,
  send: declareSend,
  channel: declareChannel,
  pull: declarePull,
  receive: declareReceive,
  process: declareProcess,
  import: declareImport,
  receipt: declareReceipt,
  decision: declareDecision,
  judge: declareJudge,
  status: declareStatus,
  stats: declareStats,
  retention: declareRetention,
  purge: declarePurge,
  doctor: declareDoctor,
  backup: declareBackup,
  custody: declareCustody,
};

/** What declares the command that the arguments name; where they name none, all do, as for `help`, or none for the version. */
function findDeclarations(args: readonly string[]): readonly Declare[] {
  const called = findCommandName(args);
  if (called !== null && Object.hasOwn(declarations, called)) return [declarations[called]!];
  const isVersion = called === null && (args.includes('--version') || args.includes('-V'));
  return isVersion ? [] : Object.values(declarations);
}

/** Runs the command that the arguments name; null after `--help` and `--version`. Throws what the command throws. */
export async function runProgram(args: readonly string[], context: CommandContext): Promise<CommandResult | null> {
  const { language } = context;
  const say = (meaning: Meaning) => meaning[language];
  let result: CommandResult | null = null;
  const program = createProgram(context.shared.help, say);
  const frame: Frame = {
    program,
    language,
    say,
    async perform(action) {
      result = await action(context);
    },
  };
  for (const declare of findDeclarations(args)) declare(frame);
  declareHelp(frame, context.shared.help.commands.help);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError && error.exitCode === 0)) throw error;
  }
  return result;
}

/** `scelle help COMMAND` is `scelle COMMAND --help`, as people know it from other tools. */
function declareHelp({ program, say }: Frame, description: string): void {
  program
    .command('help')
    .description(description)
    .helpOption('-h, --help', say(meanings.help))
    .argument('[COMMAND...]', say(meanings.helpOf))
    .action((names: readonly string[]) => {
      const command = names.reduce<Command>((parent, name) => {
        const found = parent.commands.find((each) => each.name() === name);
        if (found === undefined) throw new CliError('command-unknown', { name });
        return found;
      }, program);
      command.help();
    });
}

function createProgram(help: typeof en.help, say: Frame['say']): ScelleCommand {
  const { commands, notes, headings } = help;
  return (
    new ScelleCommand(say, 'scelle')
      .description(commands.scelle)
      .version(readVersion(), '-V, --version', say(meanings.version))
      .helpOption('-h, --help', say(meanings.help))
      .helpCommand(false)
      .option('--json', say(meanings.json))
      .option('-q, --quiet', say(meanings.quiet))
      .option('--report-version <1|2>', say(meanings.reportVersion), choiceParser('--report-version', ['1', '2']))
      .option('--lang <en|fr>', say(meanings.lang), choiceParser('--lang', ['en', 'fr']))
      .helpNotes(notes.scelle)
      // On narrow terminals, too: unwrapped, words are cut.
      .configureHelp({
        minWidthToWrap: 24,
        styleTitle: (title) => (headings as Record<string, string>)[title] ?? title,
      })
      // Errors are printed in one place, in our form.
      .configureOutput({ outputError: () => undefined, writeErr: () => undefined })
      .exitOverride()
  );
}
