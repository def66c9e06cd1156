import { type Command, CommanderError } from 'commander';
import { CliError } from './errors/cli-error.ts';
import { findCommandName } from './kernel/command-line.ts';
import type { CommandContext, CommandResult } from './kernel/context.ts';
import type { en } from './kernel/en.ts';
import { type Frame, ScelleCommand } from './kernel/frame.ts';
import { type Meaning, meanings } from './kernel/meanings.ts';
import { choiceParser } from './kernel/parsers.ts';
import { readVersion } from './version.ts';

type Declare = (frame: Frame) => void;

/** The commands in the order of `--help`. A call loads the topic of its command alone, and what it does only then. */
const declarations: Readonly<Record<string, () => Promise<Declare>>> = {
  keygen: async () => (await import('./keys/commands.ts')).declareKeygen,
  key: async () => (await import('./keys/commands.ts')).declareKey,
  card: async () => (await import('./peers/commands.ts')).declareCard,
  peer: async () => (await import('./peers/commands.ts')).declarePeer,
  generate: async () => (await import('./pack/commands.ts')).declareGenerate,
  convert: async () => (await import('./convert/commands.ts')).declareConvert,
  pack: async () => (await import('./pack/commands.ts')).declarePack,
  cosign: async () => (await import('./cosign/commands.ts')).declareCosign,
  inspect: async () => (await import('./verify/commands.ts')).declareInspect,
  verify: async () => (await import('./verify/commands.ts')).declareVerify,
  open: async () => (await import('./verify/commands.ts')).declareOpen,
  export: async () => (await import('./convert/commands.ts')).declareExport,
  prove: async () => (await import('./verify/commands.ts')).declareProve,
  'verify-proof': async () => (await import('./verify/commands.ts')).declareVerifyProof,
  media: async () => (await import('./media/commands.ts')).declareMedia,
  init: async () => (await import('./station/commands.ts')).declareInit,
  serve: async () => (await import('./network/commands.ts')).declareServe,
  upload: async () => (await import('./network/commands.ts')).declareUpload,
  send: async () => (await import('./network/commands.ts')).declareSend,
  channel: async () => (await import('./network/commands.ts')).declareChannel,
  pull: async () => (await import('./network/commands.ts')).declarePull,
  receive: async () => (await import('./station/commands.ts')).declareReceive,
  process: async () => (await import('./station/commands.ts')).declareProcess,
  import: async () => (await import('./import/commands.ts')).declareImport,
  receipt: async () => (await import('./station/commands.ts')).declareReceipt,
  decision: async () => (await import('./station/commands.ts')).declareDecision,
  judge: async () => (await import('./station/commands.ts')).declareJudge,
  status: async () => (await import('./upkeep/commands.ts')).declareStatus,
  stats: async () => (await import('./import/commands.ts')).declareStats,
  retention: async () => (await import('./import/commands.ts')).declareRetention,
  purge: async () => (await import('./import/commands.ts')).declarePurge,
  doctor: async () => (await import('./upkeep/commands.ts')).declareDoctor,
  backup: async () => (await import('./upkeep/commands.ts')).declareBackup,
  custody: async () => (await import('./upkeep/commands.ts')).declareCustody,
};

/** What declares the command that the arguments name; where they name none, all do, as for `help`, or none for the version. */
function findDeclarations(args: readonly string[]): readonly (() => Promise<Declare>)[] {
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
  for (const load of findDeclarations(args)) (await load())(frame);
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
