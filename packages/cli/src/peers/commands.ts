import { addCommand, type Frame } from '../kernel/frame.ts';
import { meanings } from '../kernel/meanings.ts';
import { integerParser, nameParser } from '../kernel/parsers.ts';
import type { StationOptions } from '../kernel/station.ts';
import type { CardOptions } from './card.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import type { PeerAddOptions, PeerRevokeOptions } from './peers.ts';

const texts = { en, fr };

/** Declares `scelle card`. */
export function declareCard(frame: Frame): void {
  const { perform, say } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'card')
    .stationOption()
    .option(
      '--address <URL>',
      say({
        en: 'issue the next card, with this address: https://HOST:PORT',
        fr: 'émettre la carte suivante, avec cette adresse : https://HÔTE:PORT',
      }),
    )
    .option(
      '--gateway <PEER>',
      say({
        en: 'issue the next card, with address, certificate and delivery key of this gateway',
        fr: 'émettre la carte suivante, avec adresse, certificat et clé de remise de cette passerelle',
      }),
      nameParser('--gateway'),
    )
    .passphraseOption()
    .option(
      '--number <N>',
      say({
        en: 'an earlier card, for a peer that missed it',
        fr: 'une carte antérieure, pour un pair qui l’a manquée',
      }),
      integerParser('--number', 1, Number.MAX_SAFE_INTEGER),
    )
    .action((options: CardOptions) => perform(async (context) => (await import('./card.ts')).card(context, options)));
}

/** Declares `scelle peer` and its commands. */
export function declarePeer(frame: Frame): void {
  const { perform, say } = frame;
  const { help } = texts[frame.language];
  const peer = addCommand(frame, help, 'peer');
  addCommand(frame, help, 'peer add', peer)
    .argument(
      '<CARD>',
      say({
        en: 'card of the peer, as "scelle card" printed it there',
        fr: 'carte du pair, telle que « scelle card » l’y a écrite',
      }),
    )
    .option(
      '--yes',
      say({
        en: 'the words were compared already: do not ask',
        fr: 'les mots ont déjà été comparés : ne pas demander',
      }),
    )
    .option(
      '--reintroduce',
      say({
        en: 'the peer has lost all its keys: accept its next card by the words alone',
        fr: 'le pair a perdu toutes ses clés : accepter sa carte suivante sur la foi des seuls mots',
      }),
    )
    .stationOption()
    .action((file: string, options: PeerAddOptions) =>
      perform(async (context) => (await import('./peers.ts')).peerAdd(context, file, options)),
    );
  addCommand(frame, help, 'peer list', peer)
    .stationOption()
    .action((options: StationOptions) =>
      perform(async (context) => (await import('./peers.ts')).peerList(context, options)),
    );
  addCommand(frame, help, 'peer show', peer)
    .argument('<PEER>', say(meanings.party), nameParser('PEER'))
    .stationOption()
    .action((party: string, options: StationOptions) =>
      perform(async (context) => (await import('./peers.ts')).peerShow(context, party, options)),
    );
  addCommand(frame, help, 'peer revoke', peer)
    .argument('<KEY>', say({ en: 'key id or public key', fr: 'identifiant de clé ou clé publique' }))
    .requiredOption(
      '--from <TIME>',
      say({
        en: 'instant from which the key does not count, such as 2026-11-02T18:00:00Z',
        fr: 'instant à partir duquel la clé ne compte plus, comme 2026-11-02T18:00:00Z',
      }),
    )
    .requiredOption('--reason <TEXT>', say(meanings.reason))
    .stationOption()
    .action((key: string, options: PeerRevokeOptions) =>
      perform(async (context) => (await import('./peers.ts')).peerRevoke(context, key, options)),
    );
}
