import { addCommand, type Frame } from '../kernel/frame.ts';
import { choiceParser, listParser, nameParser, sizeParser } from '../kernel/parsers.ts';
import type { StationOptions } from '../kernel/station.ts';
import type { DecisionExportOptions } from './decisions.ts';
import type { InitOptions } from './init.ts';
import type { JudgeOptions } from './judge.ts';
import type { ProcessOptions } from './process.ts';
import type { ReceiptExportOptions } from './receipts.ts';
import type { ReceiveOptions } from './receive.ts';

/** Declares `scelle init`. */
export function declareInit(frame: Frame): void {
  const { help, perform } = frame;
  const roles = ['collector', 'agent', 'authority', 'gateway'] as const;
  addCommand(frame, 'init')
    .argument('<DIR>', help.arguments.newStation)
    .requiredOption('--name <NAME>', help.options.partyName, nameParser('--name'))
    .requiredOption('--role <collector|agent|authority|gateway>', help.options.partyRole, choiceParser('--role', roles))
    .option('--for <PARTY>', help.options.gatewayFor, nameParser('--for'))
    .option('--pq', help.options.postQuantum)
    .option('--passphrase-file <FILE>', help.options.passphraseFile)
    .option('--no-passphrase', help.options.noPassphrase)
    .action((folder: string, options: InitOptions) =>
      perform(async (context) => (await import('./init.ts')).init(context, folder, options)),
    );
}

/** Declares `scelle receive`. */
export function declareReceive(frame: Frame): void {
  const { help, perform } = frame;
  addCommand(frame, 'receive')
    .argument('<BATCH...>', help.arguments.batches)
    .option('--station <DIR>', help.options.station)
    .option('--max-size <BYTES>', help.options.maxSize, sizeParser('--max-size'))
    .option('--reports <DIR>', help.options.reports)
    .action((batches: string[], options: ReceiveOptions) =>
      perform(async (context) => (await import('./receive.ts')).receive(context, batches, options)),
    );
}

/** Declares `scelle process`. */
export function declareProcess(frame: Frame): void {
  const { help, perform } = frame;
  addCommand(frame, 'process')
    .option('--station <DIR>', help.options.station)
    .option('--identity <FILE>', help.options.stationIdentity)
    .option('--passphrase-file <FILE>', help.options.passphraseFile)
    .option('--share <FILE>', help.options.share, listParser())
    .option('--share-passphrase-file <FILE>', help.options.sharePassphraseFile, listParser())
    .option('--reports <DIR>', help.options.reports)
    .action((options: ProcessOptions) =>
      perform(async (context) => (await import('./process.ts')).processBatches(context, options)),
    );
}

/** Declares `scelle receipt export` and `scelle receipt add`. */
export function declareReceipt(frame: Frame): void {
  const { help, perform } = frame;
  const receipt = addCommand(frame, 'receipt');
  addCommand(frame, 'receipt export', receipt)
    .option('--station <DIR>', help.options.station)
    .option('--to <PEER>', help.options.receiptsTo, nameParser('--to'))
    .option('--out <DIR>', help.options.receiptsOut)
    .action((options: ReceiptExportOptions) =>
      perform(async (context) => (await import('./receipts.ts')).receiptExport(context, options)),
    );
  addCommand(frame, 'receipt add', receipt)
    .argument('<RECEIPT...>', help.arguments.receipts)
    .option('--station <DIR>', help.options.station)
    .action((files: string[], options: StationOptions) =>
      perform(async (context) => (await import('./receipts.ts')).receiptAdd(context, files, options)),
    );
}

/** Declares `scelle decision export` and `scelle decision add`. */
export function declareDecision(frame: Frame): void {
  const { help, perform } = frame;
  const decision = addCommand(frame, 'decision');
  addCommand(frame, 'decision export', decision)
    .option('--station <DIR>', help.options.station)
    .option('--to <PEER>', help.options.decisionsTo, nameParser('--to'))
    .option('--out <DIR>', help.options.decisionsOut)
    .action((options: DecisionExportOptions) =>
      perform(async (context) => (await import('./decisions.ts')).decisionExport(context, options)),
    );
  addCommand(frame, 'decision add', decision)
    .argument('<DECISION...>', help.arguments.decisions)
    .option('--station <DIR>', help.options.station)
    .action((files: string[], options: StationOptions) =>
      perform(async (context) => (await import('./decisions.ts')).decisionAdd(context, files, options)),
    );
}

/** Declares `scelle judge`. */
export function declareJudge(frame: Frame): void {
  const { help, perform } = frame;
  addCommand(frame, 'judge')
    .argument('<BATCH>', help.arguments.knownBatch)
    .option('--station <DIR>', help.options.station)
    .option('--accept', help.options.judgeAccept)
    .option('--reject', help.options.judgeReject)
    .requiredOption('--reason <TEXT>', help.options.judgeReason)
    .action((batch: string, options: JudgeOptions) =>
      perform(async (context) => (await import('./judge.ts')).judge(context, batch, options)),
    );
}
