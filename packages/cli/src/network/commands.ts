import { addCommand, type Frame } from '../kernel/frame.ts';
import { meanings } from '../kernel/meanings.ts';
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

const sendTo = { en: 'only what is for this peer', fr: 'seulement ce qui est pour ce pair' };
const parallel = { en: 'how many batches at once (default: 1)', fr: 'combien de lots à la fois (par défaut : 1)' };

/** Declares `scelle serve`. */
export function declareServe(frame: Frame): void {
  const { perform, say } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'serve')
    .option(
      '--listen <HOST:PORT>',
      say({
        en: 'where to listen (default: every interface, and the port that the card names, or 8443)',
        fr: 'où écouter (par défaut : toutes les interfaces, et le port que nomme la carte, ou 8443)',
      }),
      endpointParser('--listen'),
    )
    .option(
      '--metrics <HOST:PORT>',
      say({
        en: 'where to show counts to Prometheus, and /ready and /live to balancers, in plain HTTP (host: 127.0.0.1)',
        fr: 'où montrer les comptes à Prometheus, et /ready et /live aux répartiteurs, en HTTP simple (hôte : 127.0.0.1)',
      }),
      endpointParser('--metrics'),
    )
    .stationOption()
    .action((options: ServeOptions) =>
      perform(async (context) => (await import('./serve.ts')).serve(context, options)),
    );
}

/** Declares `scelle upload` and its commands. */
export function declareUpload(frame: Frame): void {
  const { perform, say } = frame;
  const { help } = texts[frame.language];
  const upload = addCommand(frame, help, 'upload');
  addCommand(frame, help, 'upload list', upload)
    .stationOption()
    .action((options: StationOptions) =>
      perform(async (context) => (await import('./upload.ts')).uploadList(context, options)),
    );
  addCommand(frame, help, 'upload drop', upload)
    .argument(
      '<ID>',
      say({
        en: 'number of the upload or its manifest, or at least eight of its first digits',
        fr: 'numéro du téléversement ou de son manifeste, ou au moins huit de ses premiers chiffres',
      }),
    )
    .requiredOption('--reason <TEXT>', say(meanings.reason))
    .stationOption()
    .action((id: string, options: UploadDropOptions) =>
      perform(async (context) => (await import('./upload.ts')).uploadDrop(context, id, options)),
    );
}

const MAX_PARALLEL = 32;

/** Declares `scelle send` and `scelle sync`. */
export function declareSend(frame: Frame): void {
  const { perform, say } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'send')
    .argument(
      '[BATCH...]',
      say({
        en: 'names of batches in the outbox, or their files (default: all without a delivery receipt)',
        fr: 'noms de lots de la boîte d’envoi, ou leurs fichiers (par défaut : tous ceux sans accusé de remise)',
      }),
    )
    .option(
      '--pending',
      say({
        en: 'everything that has no delivery receipt; so it is without BATCH',
        fr: 'tout ce qui n’a pas d’accusé de remise ; il en va ainsi sans BATCH',
      }),
    )
    .option('--to <PEER>', say(sendTo), nameParser('--to'))
    .option(
      '--watch',
      say({ en: 'go on with what is packed from now on', fr: 'continuer avec ce qui sera scellé ensuite' }),
    )
    .option('--parallel <N>', say(parallel), integerParser('--parallel', 1, MAX_PARALLEL))
    .stationOption()
    .action((batches: string[], options: SendOptions) =>
      perform(async (context) => (await import('./send.ts')).send(context, batches, options)),
    );
  addCommand(frame, help, 'sync')
    .option('--to <PEER>', say(sendTo), nameParser('--to'))
    .option('--parallel <N>', say(parallel), integerParser('--parallel', 1, MAX_PARALLEL))
    .stationOption()
    .action((options: SyncOptions) => perform(async (context) => (await import('./sync.ts')).sync(context, options)));
}

const decisions = [
  ['channel suspend', 'suspended'],
  ['channel resume', 'open'],
] as const;

/** Declares `scelle channel` and its commands. */
export function declareChannel(frame: Frame): void {
  const { perform, say } = frame;
  const { help } = texts[frame.language];
  const channel = addCommand(frame, help, 'channel');
  for (const [name, state] of decisions) {
    addCommand(frame, help, name, channel)
      .argument('<PEER>', say(meanings.party), nameParser('PEER'))
      .option(
        '--channel <network>',
        say({
          en: 'which channel; discs and files are carried by people',
          fr: 'quel canal ; disques et fichiers sont portés par des personnes',
        }),
        choiceParser('--channel', ['network']),
        'network',
      )
      .requiredOption(
        '--reference <TEXT>',
        say({
          en: 'the decision or letter on which it rests',
          fr: 'la décision ou la lettre sur laquelle cela repose',
        }),
      )
      .requiredOption('--reason <TEXT>', say(meanings.reason))
      .passphraseOption()
      .stationOption()
      .action((peer: string, options: ChannelNoticeOptions) =>
        perform(async (context) => (await import('./channel.ts')).channelNotice(context, peer, state, options)),
      );
  }
  addCommand(frame, help, 'channel show', channel)
    .argument('[PEER]', say(meanings.party), nameParser('PEER'))
    .stationOption()
    .action((peer: string | undefined, options: StationOptions) =>
      perform(async (context) => (await import('./channel.ts')).channelShow(context, peer, options)),
    );
}

/** Declares `scelle pull`. */
export function declarePull(frame: Frame): void {
  const { perform, say } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'pull')
    .argument(
      '<GATEWAY>',
      say({ en: 'peer with the role gateway', fr: 'pair au rôle de passerelle' }),
      nameParser('GATEWAY'),
    )
    .stationOption()
    .action((gateway: string, options: StationOptions) =>
      perform(async (context) => (await import('./pull.ts')).pull(context, gateway, options)),
    );
}
