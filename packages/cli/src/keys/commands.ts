import { addCommand, type Frame } from '../kernel/frame.ts';
import { integerParser, listParser, nameParser } from '../kernel/parsers.ts';
import type { StationOptions } from '../kernel/station.ts';
import type { CardOptions } from './card.ts';
import type { KeyRotateCertificateOptions, KeyRotateOpeningOptions, KeyRotateSigningOptions } from './key-rotate.ts';
import type { KeySplitOptions } from './key-split.ts';
import type { KeygenOpeningOptions, KeygenOptions } from './keygen.ts';
import type { PeerAddOptions, PeerRevokeOptions } from './peers.ts';

/** Declares `scelle keygen signing` and `scelle keygen opening`. */
export function declareKeygen(frame: Frame): void {
  const { help, perform } = frame;
  const keygen = addCommand(frame, 'keygen');
  addCommand(frame, 'keygen signing', keygen)
    .argument('<NAME>', help.arguments.keyName, nameParser('NAME'))
    .option('--out <DIR>', help.options.keyOut, '.')
    .option('--passphrase-file <FILE>', help.options.passphraseFile)
    .option('--no-passphrase', help.options.noPassphrase)
    .action((name: string, options: KeygenOptions) =>
      perform(async (context) => {
        const { keygenSigning } = await import('./keygen.ts');
        return keygenSigning(context, name, options);
      }),
    );
  addCommand(frame, 'keygen opening', keygen)
    .argument('<NAME>', help.arguments.keyName, nameParser('NAME'))
    .option('--pq', help.options.postQuantum)
    .option('--out <DIR>', help.options.keyOut, '.')
    .option('--passphrase-file <FILE>', help.options.passphraseFile)
    .option('--no-passphrase', help.options.noPassphrase)
    .action((name: string, options: KeygenOpeningOptions) =>
      perform(async (context) => {
        const { keygenOpening } = await import('./keygen.ts');
        return keygenOpening(context, name, options);
      }),
    );
}

const MAX_SHARES = 255;

const MAX_DAYS = 3_653;

/** Declares `scelle key split` and `scelle key rotate`. */
export function declareKey(frame: Frame): void {
  const { help, perform } = frame;
  const key = addCommand(frame, 'key');
  addCommand(frame, 'key split', key)
    .argument('<IDENTITY>', help.arguments.identityFile)
    .requiredOption('--shares <N>', help.options.shares, integerParser('--shares', 2, MAX_SHARES))
    .requiredOption('--threshold <N>', help.options.threshold, integerParser('--threshold', 2, MAX_SHARES))
    .option('--identity-passphrase-file <FILE>', help.options.identityPassphraseFile)
    .option('--passphrase-file <FILE>', help.options.newSharePassphraseFile, listParser())
    .option('--no-passphrase', help.options.noPassphrase)
    .option('--out <DIR>', help.options.shareOut, '.')
    .action((identity: string, options: KeySplitOptions) =>
      perform(async (context) => (await import('./key-split.ts')).keySplit(context, identity, options)),
    );
  const rotate = addCommand(frame, 'key rotate', key);
  addCommand(frame, 'key rotate signing', rotate)
    .option('--days <N>', help.options.validDays, integerParser('--days', 1, MAX_DAYS))
    .option('--lost', help.options.keyLost)
    .option('--current-passphrase-file <FILE>', help.options.currentPassphraseFile)
    .option('--passphrase-file <FILE>', help.options.newPassphraseFile)
    .option('--no-passphrase', help.options.noPassphrase)
    .option('--station <DIR>', help.options.station)
    .action((options: KeyRotateSigningOptions) =>
      perform(async (context) => (await import('./key-rotate.ts')).keyRotateSigning(context, options)),
    );
  addCommand(frame, 'key rotate opening', rotate)
    .option('--pq', help.options.postQuantum)
    .option('--current-passphrase-file <FILE>', help.options.currentPassphraseFile)
    .option('--passphrase-file <FILE>', help.options.newPassphraseFile)
    .option('--no-passphrase', help.options.noPassphrase)
    .option('--station <DIR>', help.options.station)
    .action((options: KeyRotateOpeningOptions) =>
      perform(async (context) => (await import('./key-rotate.ts')).keyRotateOpening(context, options)),
    );
  addCommand(frame, 'key rotate certificate', rotate)
    .option('--activate', help.options.activateCertificate)
    .option('--at-once', help.options.certificateAtOnce)
    .option('--passphrase-file <FILE>', help.options.passphraseFile)
    .option('--station <DIR>', help.options.station)
    .action((options: KeyRotateCertificateOptions) =>
      perform(async (context) => (await import('./key-rotate.ts')).keyRotateCertificate(context, options)),
    );
}

/** Declares `scelle card`. */
export function declareCard(frame: Frame): void {
  const { help, perform } = frame;
  addCommand(frame, 'card')
    .option('--station <DIR>', help.options.station)
    .option('--address <URL>', help.options.cardAddress)
    .option('--gateway <PEER>', help.options.cardGateway, nameParser('--gateway'))
    .option('--passphrase-file <FILE>', help.options.passphraseFile)
    .option('--number <N>', help.options.cardNumber, integerParser('--number', 1, Number.MAX_SAFE_INTEGER))
    .action((options: CardOptions) => perform(async (context) => (await import('./card.ts')).card(context, options)));
}

/** Declares `scelle peer` and its commands. */
export function declarePeer(frame: Frame): void {
  const { help, perform } = frame;
  const peer = addCommand(frame, 'peer');
  addCommand(frame, 'peer add', peer)
    .argument('<CARD>', help.arguments.cardFile)
    .option('--yes', help.options.confirmedByWords)
    .option('--reintroduce', help.options.reintroduce)
    .option('--station <DIR>', help.options.station)
    .action((file: string, options: PeerAddOptions) =>
      perform(async (context) => (await import('./peers.ts')).peerAdd(context, file, options)),
    );
  addCommand(frame, 'peer list', peer)
    .option('--station <DIR>', help.options.station)
    .action((options: StationOptions) =>
      perform(async (context) => (await import('./peers.ts')).peerList(context, options)),
    );
  addCommand(frame, 'peer show', peer)
    .argument('<PEER>', help.arguments.party, nameParser('PEER'))
    .option('--station <DIR>', help.options.station)
    .action((party: string, options: StationOptions) =>
      perform(async (context) => (await import('./peers.ts')).peerShow(context, party, options)),
    );
  addCommand(frame, 'peer revoke', peer)
    .argument('<KEY>', help.arguments.publicKey)
    .requiredOption('--from <TIME>', help.options.revokedFrom)
    .requiredOption('--reason <TEXT>', help.options.reason)
    .option('--station <DIR>', help.options.station)
    .action((key: string, options: PeerRevokeOptions) =>
      perform(async (context) => (await import('./peers.ts')).peerRevoke(context, key, options)),
    );
}
