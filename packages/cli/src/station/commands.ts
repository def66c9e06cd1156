import { addCommand, type Frame } from '../kernel/frame.ts';
import { choiceParser, nameParser, sizeParser } from '../kernel/parsers.ts';
import type { StationOptions } from '../kernel/station.ts';
import type { DecisionExportOptions } from './decisions.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import type { InitOptions } from './init.ts';
import type { JudgeOptions } from './judge.ts';
import type { ProcessOptions } from './process.ts';
import type { ReceiptExportOptions } from './receipts.ts';
import type { ReceiveOptions } from './receive.ts';

const texts = { en, fr };

/** Declares `scelle init`. */
export function declareInit(frame: Frame): void {
  const { shared, perform } = frame;
  const { help } = texts[frame.language];
  const roles = ['collector', 'agent', 'authority', 'gateway'] as const;
  addCommand(frame, help, 'init')
    .argument('<DIR>', help.arguments.newStation)
    .requiredOption('--name <NAME>', help.options.partyName, nameParser('--name'))
    .requiredOption('--role <collector|agent|authority|gateway>', help.options.partyRole, choiceParser('--role', roles))
    .option('--for <PARTY>', help.options.gatewayFor, nameParser('--for'))
    .option('--pq', shared.options.postQuantum)
    .newPassphraseOptions()
    .action((folder: string, options: InitOptions) =>
      perform(async (context) => (await import('./init.ts')).init(context, folder, options)),
    );
}

/** Declares `scelle receive`. */
export function declareReceive(frame: Frame): void {
  const { shared, perform } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'receive')
    .argument('<BATCH...>', shared.arguments.batches)
    .stationOption()
    .option('--max-size <BYTES>', shared.options.maxSize, sizeParser('--max-size'))
    .option('--reports <DIR>', help.options.reports)
    .action((batches: string[], options: ReceiveOptions) =>
      perform(async (context) => (await import('./receive.ts')).receive(context, batches, options)),
    );
}

/** Declares `scelle process`. */
export function declareProcess(frame: Frame): void {
  const { shared, perform } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'process')
    .stationOption()
    .openingKeyOptions(shared.options.stationIdentity)
    .option('--reports <DIR>', help.options.reports)
    .action((options: ProcessOptions) =>
      perform(async (context) => (await import('./process.ts')).processBatches(context, options)),
    );
}

/** Declares `scelle receipt export` and `scelle receipt add`. */
export function declareReceipt(frame: Frame): void {
  const { perform } = frame;
  const { help } = texts[frame.language];
  const receipt = addCommand(frame, help, 'receipt');
  addCommand(frame, help, 'receipt export', receipt)
    .stationOption()
    .option('--to <PEER>', help.options.receiptsTo, nameParser('--to'))
    .option('--out <DIR>', help.options.receiptsOut)
    .action((options: ReceiptExportOptions) =>
      perform(async (context) => (await import('./receipts.ts')).receiptExport(context, options)),
    );
  addCommand(frame, help, 'receipt add', receipt)
    .argument('<RECEIPT...>', help.arguments.receipts)
    .stationOption()
    .action((files: string[], options: StationOptions) =>
      perform(async (context) => (await import('./receipts.ts')).receiptAdd(context, files, options)),
    );
}

/** Declares `scelle decision export` and `scelle decision add`. */
export function declareDecision(frame: Frame): void {
  const { perform } = frame;
  const { help } = texts[frame.language];
  const decision = addCommand(frame, help, 'decision');
  addCommand(frame, help, 'decision export', decision)
    .stationOption()
    .option('--to <PEER>', help.options.decisionsTo, nameParser('--to'))
    .option('--out <DIR>', help.options.decisionsOut)
    .action((options: DecisionExportOptions) =>
      perform(async (context) => (await import('./decisions.ts')).decisionExport(context, options)),
    );
  addCommand(frame, help, 'decision add', decision)
    .argument('<DECISION...>', help.arguments.decisions)
    .stationOption()
    .action((files: string[], options: StationOptions) =>
      perform(async (context) => (await import('./decisions.ts')).decisionAdd(context, files, options)),
    );
}

/** Declares `scelle judge`. */
export function declareJudge(frame: Frame): void {
  const { shared, perform } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'judge')
    .argument('<BATCH>', shared.arguments.knownBatch)
    .stationOption()
    .option('--accept', help.options.judgeAccept)
    .option('--reject', help.options.judgeReject)
    .option('--sender-confirms', help.options.judgeSenderConfirms)
    .requiredOption('--reason <TEXT>', help.options.judgeReason)
    .action((batch: string, options: JudgeOptions) =>
      perform(async (context) => (await import('./judge.ts')).judge(context, batch, options)),
    );
}
