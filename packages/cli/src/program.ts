import { Command, CommanderError } from 'commander';
import type { CommandContext, CommandResult } from './command-context.ts';
import { declareBackup } from './declarations/backup.ts';
import { declareCard } from './declarations/card.ts';
import { declareChannel } from './declarations/channel.ts';
import { declareConvert } from './declarations/convert.ts';
import { declareCosign } from './declarations/cosign.ts';
import { declareCustody } from './declarations/custody.ts';
import { declareDecision } from './declarations/decision.ts';
import { declareDoctor } from './declarations/doctor.ts';
import { declareExport } from './declarations/export.ts';
import type { Frame } from './declarations/frame.ts';
import { declareGenerate } from './declarations/generate.ts';
import { declareImport } from './declarations/import.ts';
import { declareInit } from './declarations/init.ts';
import { declareInspect } from './declarations/inspect.ts';
import { declareJudge } from './declarations/judge.ts';
import { declareKey } from './declarations/key.ts';
import { declareKeygen } from './declarations/keygen.ts';
import { declareMedia } from './declarations/media.ts';
import { declareOpen } from './declarations/open.ts';
import { declarePack } from './declarations/pack.ts';
import { declarePeer } from './declarations/peer.ts';
import { declareProcess } from './declarations/process.ts';
import { declareProve } from './declarations/prove.ts';
import { declarePull } from './declarations/pull.ts';
import { declarePurge } from './declarations/purge.ts';
import { declareReceipt } from './declarations/receipt.ts';
import { declareReceive } from './declarations/receive.ts';
import { declareRetention } from './declarations/retention.ts';
import { declareSend } from './declarations/send.ts';
import { declareServe } from './declarations/serve.ts';
import { declareStats } from './declarations/stats.ts';
import { declareStatus } from './declarations/status.ts';
import { declareUpload } from './declarations/upload.ts';
import { declareVerify } from './declarations/verify.ts';
import { declareVerifyProof } from './declarations/verify-proof.ts';
import { en } from './messages/help/en.ts';
import { fr } from './messages/help/fr.ts';
import type { HelpTexts } from './messages/help/texts.ts';
import { choiceParser } from './options/parsers.ts';
import { readVersion } from './version.ts';

/** The commands in the order of `--help`. Declaring them is cheap: what they do is loaded when one is called. */
const declarations: readonly ((frame: Frame) => void)[] = [
  declareKeygen,
  declareKey,
  declareCard,
  declarePeer,
  declareGenerate,
  declareConvert,
  declarePack,
  declareCosign,
  declareInspect,
  declareVerify,
  declareOpen,
  declareExport,
  declareProve,
  declareVerifyProof,
  declareMedia,
  declareInit,
  declareServe,
  declareUpload,
  declareSend,
  declareChannel,
  declarePull,
  declareReceive,
  declareProcess,
  declareImport,
  declareReceipt,
  declareDecision,
  declareJudge,
  declareStatus,
  declareStats,
  declareRetention,
  declarePurge,
  declareDoctor,
  declareBackup,
  declareCustody,
];

/** Runs the command that the arguments name; null after `--help` and `--version`. Throws what the command throws. */
export async function runProgram(args: readonly string[], context: CommandContext): Promise<CommandResult | null> {
  const help = { en, fr }[context.language];
  let result: CommandResult | null = null;
  const program = createProgram(help);
  const frame: Frame = {
    program,
    help,
    async perform(action) {
      result = await action(context);
    },
  };
  for (const declare of declarations) declare(frame);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError && error.exitCode === 0)) throw error;
  }
  return result;
}

function createProgram(help: HelpTexts): Command {
  const { commands, options, notes, headings } = help;
  return (
    new Command('scelle')
      .description(commands.scelle)
      .version(readVersion(), '--version', options.version)
      .helpOption('-h, --help', options.help)
      .helpCommand(false)
      .option('--json', options.json)
      .option('--lang <en|fr>', options.lang, choiceParser('--lang', ['en', 'fr']))
      .addHelpText('after', notes.scelle)
      .configureHelp({ styleTitle: (title) => (headings as Record<string, string>)[title] ?? title })
      // Errors are printed in one place, in our form.
      .configureOutput({ outputError: () => undefined, writeErr: () => undefined })
      .exitOverride()
  );
}
