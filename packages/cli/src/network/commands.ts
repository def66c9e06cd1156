import { addCommand, type Frame } from '../kernel/frame.ts';
import { choiceParser, endpointParser, integerParser, nameParser } from '../kernel/parsers.ts';
import type { StationOptions } from '../kernel/station.ts';
import type { ChannelNoticeOptions } from './channel.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import type { SendOptions } from './send.ts';
import type { ServeOptions } from './serve.ts';
import type { SyncOptions } from './sync.ts';
import type { UploadDropOptions } from './upload.ts';

const texts = { en, fr };

/** Declares `scelle serve`. */
export function declareServe(frame: Frame): void {
  const { perform } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'serve')
    .option('--listen <HOST:PORT>', help.options.listen, endpointParser('--listen'))
    .option('--metrics <HOST:PORT>', help.options.metrics, endpointParser('--metrics'))
    .stationOption()
    .action((options: ServeOptions) =>
      perform(async (context) => (await import('./serve.ts')).serve(context, options)),
    );
}

/** Declares `scelle upload` and its commands. */
export function declareUpload(frame: Frame): void {
  const { shared, perform } = frame;
  const { help } = texts[frame.language];
  const upload = addCommand(frame, help, 'upload');
  addCommand(frame, help, 'upload list', upload)
    .stationOption()
    .action((options: StationOptions) =>
      perform(async (context) => (await import('./upload.ts')).uploadList(context, options)),
    );
  addCommand(frame, help, 'upload drop', upload)
    .argument('<ID>', help.arguments.uploadId)
    .requiredOption('--reason <TEXT>', shared.options.reason)
    .stationOption()
    .action((id: string, options: UploadDropOptions) =>
      perform(async (context) => (await import('./upload.ts')).uploadDrop(context, id, options)),
    );
}

const MAX_PARALLEL = 32;

/** Declares `scelle send` and `scelle sync`. */
export function declareSend(frame: Frame): void {
  const { perform } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'send')
    .argument('[BATCH...]', help.arguments.outgoingBatches)
    .option('--pending', help.options.sendPending)
    .option('--to <PEER>', help.options.sendTo, nameParser('--to'))
    .option('--watch', help.options.sendWatch)
    .option('--parallel <N>', help.options.parallel, integerParser('--parallel', 1, MAX_PARALLEL))
    .stationOption()
    .action((batches: string[], options: SendOptions) =>
      perform(async (context) => (await import('./send.ts')).send(context, batches, options)),
    );
  addCommand(frame, help, 'sync')
    .option('--to <PEER>', help.options.sendTo, nameParser('--to'))
    .option('--parallel <N>', help.options.parallel, integerParser('--parallel', 1, MAX_PARALLEL))
    .stationOption()
    .action((options: SyncOptions) => perform(async (context) => (await import('./sync.ts')).sync(context, options)));
}

const decisions = [
  ['channel suspend', 'suspended'],
  ['channel resume', 'open'],
] as const;

/** Declares `scelle channel` and its commands. */
export function declareChannel(frame: Frame): void {
  const { shared, perform } = frame;
  const { help } = texts[frame.language];
  const channel = addCommand(frame, help, 'channel');
  for (const [name, state] of decisions) {
    addCommand(frame, help, name, channel)
      .argument('<PEER>', shared.arguments.party, nameParser('PEER'))
      .option('--channel <network>', help.options.channel, choiceParser('--channel', ['network']), 'network')
      .requiredOption('--reference <TEXT>', help.options.noticeReference)
      .requiredOption('--reason <TEXT>', shared.options.reason)
      .passphraseOption()
      .stationOption()
      .action((peer: string, options: ChannelNoticeOptions) =>
        perform(async (context) => (await import('./channel.ts')).channelNotice(context, peer, state, options)),
      );
  }
  addCommand(frame, help, 'channel show', channel)
    .argument('[PEER]', shared.arguments.party, nameParser('PEER'))
    .stationOption()
    .action((peer: string | undefined, options: StationOptions) =>
      perform(async (context) => (await import('./channel.ts')).channelShow(context, peer, options)),
    );
}

/** Declares `scelle pull`. */
export function declarePull(frame: Frame): void {
  const { perform } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'pull')
    .argument('<GATEWAY>', help.arguments.gateway, nameParser('GATEWAY'))
    .stationOption()
    .action((gateway: string, options: StationOptions) =>
      perform(async (context) => (await import('./pull.ts')).pull(context, gateway, options)),
    );
}
