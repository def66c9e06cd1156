import { addCommand, type Frame } from '../kernel/frame.ts';
import { meanings } from '../kernel/meanings.ts';
import { choiceParser, nameParser, sizeParser } from '../kernel/parsers.ts';
import type { StationOptions } from '../kernel/station.ts';
import type { DecisionExportOptions, JudgeOptions } from './decisions.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import type { InitOptions } from './init.ts';
import type { ProcessOptions } from './process.ts';
import type { ReceiptExportOptions } from './receipts.ts';
import type { ReceiveOptions } from './receive.ts';

const texts = { en, fr };

const reports = {
  en: 'existing folder for an HTML report about each batch, with its place in the stream',
  fr: 'dossier existant pour un rapport HTML sur chaque lot, avec sa place dans le flux',
};

/** Declares `scelle init`. */
export function declareInit(frame: Frame): void {
  const { perform, say } = frame;
  const { help } = texts[frame.language];
  const roles = ['collector', 'agent', 'authority', 'gateway'] as const;
  addCommand(frame, help, 'init')
    .argument('<DIR>', say({ en: 'new folder of the station', fr: 'nouveau dossier du poste' }))
    .requiredOption('--name <NAME>', say({ en: 'name of the party', fr: 'nom de la partie' }), nameParser('--name'))
    .requiredOption(
      '--role <collector|agent|authority|gateway>',
      say({ en: 'what the party does', fr: 'ce que fait la partie' }),
      choiceParser('--role', roles),
    )
    .option(
      '--for <PARTY>',
      say({ en: 'the party for which a gateway receives', fr: 'la partie pour laquelle une passerelle reçoit' }),
      nameParser('--for'),
    )
    .option('--pq', say(meanings.postQuantum))
    .newPassphraseOptions()
    .action((folder: string, options: InitOptions) =>
      perform(async (context) => (await import('./init.ts')).init(context, folder, options)),
    );
}

/** Declares `scelle receive`. */
export function declareReceive(frame: Frame): void {
  const { perform, say } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'receive')
    .argument('<BATCH...>', say(meanings.batches))
    .stationOption()
    .option('--max-size <BYTES>', say(meanings.maxSize), sizeParser('--max-size'))
    .option('--reports <DIR>', say(reports))
    .action((batches: string[], options: ReceiveOptions) =>
      perform(async (context) => (await import('./receive.ts')).receive(context, batches, options)),
    );
}

/** Declares `scelle process`. */
export function declareProcess(frame: Frame): void {
  const { perform, say } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'process')
    .stationOption()
    .openingKeyOptions(meanings.stationIdentity)
    .option('--reports <DIR>', say(reports))
    .action((options: ProcessOptions) =>
      perform(async (context) => (await import('./process.ts')).processBatches(context, options)),
    );
}

/** Declares `scelle receipt export` and `scelle receipt add`. */
export function declareReceipt(frame: Frame): void {
  const { perform, say } = frame;
  const { help } = texts[frame.language];
  const receipt = addCommand(frame, help, 'receipt');
  addCommand(frame, help, 'receipt export', receipt)
    .stationOption()
    .option(
      '--to <PEER>',
      say({ en: 'only the receipts to this peer', fr: 'seulement les accusés destinés à ce pair' }),
      nameParser('--to'),
    )
    .option(
      '--out <DIR>',
      say({
        en: 'folder of the receipts (default: receipts/ of the station)',
        fr: 'dossier des accusés (par défaut, receipts/ du poste)',
      }),
    )
    .action((options: ReceiptExportOptions) =>
      perform(async (context) => (await import('./receipts.ts')).receiptExport(context, options)),
    );
  addCommand(frame, help, 'receipt add', receipt)
    .argument(
      '<RECEIPT...>',
      say({ en: 'receipts, each with its .minisig beside it', fr: 'accusés, chacun avec son .minisig à côté' }),
    )
    .stationOption()
    .action((files: string[], options: StationOptions) =>
      perform(async (context) => (await import('./receipts.ts')).receiptAdd(context, files, options)),
    );
}

/** Declares `scelle decision export` and `scelle decision add`. */
export function declareDecision(frame: Frame): void {
  const { perform, say } = frame;
  const { help } = texts[frame.language];
  const decision = addCommand(frame, help, 'decision');
  addCommand(frame, help, 'decision export', decision)
    .stationOption()
    .option(
      '--to <PEER>',
      say({
        en: 'only the decisions about batches of this peer',
        fr: 'seulement les décisions sur les lots de ce pair',
      }),
      nameParser('--to'),
    )
    .option(
      '--out <DIR>',
      say({
        en: 'folder of the decisions (default: receipts/ of the station)',
        fr: 'dossier des décisions (par défaut, receipts/ du poste)',
      }),
    )
    .action((options: DecisionExportOptions) =>
      perform(async (context) => (await import('./decisions.ts')).decisionExport(context, options)),
    );
  addCommand(frame, help, 'decision add', decision)
    .argument(
      '<DECISION...>',
      say({ en: 'decisions, each with its .minisig beside it', fr: 'décisions, chacune avec son .minisig à côté' }),
    )
    .stationOption()
    .action((files: string[], options: StationOptions) =>
      perform(async (context) => (await import('./decisions.ts')).decisionAdd(context, files, options)),
    );
}

/** Declares `scelle judge`. */
export function declareJudge(frame: Frame): void {
  const { perform, say } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'judge')
    .argument('<BATCH>', say(meanings.knownBatch))
    .stationOption()
    .option('--accept', say({ en: 'accept the batch', fr: 'accepter le lot' }))
    .option('--reject', say({ en: 'reject the batch', fr: 'rejeter le lot' }))
    .option(
      '--sender-confirms',
      say({
        en: 'with --reject: the sender says that it sealed the batch itself, with a key that is revoked; its number is used up',
        fr: 'avec --reject : l’expéditeur dit avoir scellé ce lot lui-même, avec une clé révoquée ; son numéro est pris',
      }),
    )
    .requiredOption('--reason <TEXT>', say({ en: 'why, for the custody log', fr: 'motif, pour le journal' }))
    .action((batch: string, options: JudgeOptions) =>
      perform(async (context) => (await import('./decisions.ts')).judge(context, batch, options)),
    );
}
