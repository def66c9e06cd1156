import { toFrench } from '../kernel/fr.ts';
import { formatTable, formatWords } from '../kernel/line.ts';
import type { CardLabels } from './card-view.ts';
import type { en } from './en.ts';

const labels: CardLabels = {
  party: 'partie',
  partyRole: toFrench,
  card: 'carte',
  issued: 'émise',
  confirmed: 'confirmée ici',
  address: 'adresse',
  recipients: 'lots chiffrés pour',
  signs: (role) => `signe comme ${toFrench(role)}`,
  receipts: (stage) => `accusés de ${toFrench(stage)}`,
  validFrom: (instant) => `dès ${instant}`,
  validUntil: (instant) => `jusqu’à ${instant}`,
  revokedFrom: (instant) => `RÉVOQUÉE dès ${instant}`,
  words: 'Mots à comparer au téléphone :',
};

/** What the commands about cards and peers say, and their `--help`, in French. */
export const fr: typeof en = {
  help: {
    commands: {
      card: 'écrire la carte de ce poste, pour ses pairs',
      peer: 'gérer les pairs de ce poste',
      'peer add': 'contrôler la carte d’un pair, comparer ses mots et la conserver',
      'peer list': 'énumérer les pairs',
      'peer show': 'montrer la carte d’un pair et ses clés',
      'peer revoke': 'révoquer une clé d’un pair',
    },
    notes: {
      card: `
La carte ne contient que des clés publiques, et ce poste la signe. Les mots sur la sortie d’erreur sont son empreinte :
lisez-les à chaque pair au téléphone.

Exemples :
  scelle card > tmg.card
  scelle card --number 2 > tmg.2.card`,
      peer: '',
      'peer add': `
Appelez le pair à un numéro que vous connaissez déjà, faites-lui lire ses mots (« scelle card » les montre) et comparez-les
tous. La première carte d’un pair peut porter n’importe quel numéro ; ensuite seule la suivante est acceptée, signée
par une clé de la précédente. --yes est pour les cartes dont les mots ont déjà été comparés.

Exemples :
  scelle peer add tmg.card
  scelle peer add tmg.card --yes --station /var/lib/scelle/arcom`,
      'peer list': `
Exemple :
  scelle peer list`,
      'peer show': `
Exemple :
  scelle peer show tmg`,
      'peer revoke': `
KEY est un identifiant de clé ou une clé publique, tels que « scelle peer show » les écrit. Ce que la clé a signé n’est
accepté que si ce poste l’avait reçu avant TIME. Une révocation peut être avancée, jamais annulée.

Exemple :
  scelle peer revoke 6A7D4E0F13C2B598 --from 2026-11-02T18:00:00Z --reason "portable volé"`,
    },
  },
  ownCard: ({ party, number, words }) => [
    `Carte ${number} de ${party}. Mots à lire au téléphone :`,
    ...formatWords(words),
  ],
  cardLabels: labels,
  cardChanges: (offered) => [
    ...offered.added.map((key) => `nouveau : ${key}`),
    ...offered.removed.map((key) => `n’y figure plus : ${key}`),
    ...(offered.kind === 'reintroduction'
      ? [
          {
            text: 'Aucune clé de la carte précédente n’a signé celle-ci : seuls les mots montrent de qui elle est.',
            tone: 'warning',
          } as const,
        ]
      : []),
    ...(offered.expired
      ? [
          {
            text: 'Aucune de ses clés de signature n’est valide : la partie ne peut rien signer avant sa carte suivante.',
            tone: 'warning',
          } as const,
        ]
      : []),
    ...(offered.similar === null
      ? []
      : [
          {
            text: `Son nom ressemble à celui de ${offered.similar}, mais il s’agit d’une autre partie.`,
            tone: 'warning',
          } as const,
        ]),
  ],
  askWhetherWordsAgree: (party) =>
    `${party} a-t-il lu exactement ces mots, sur une ligne à laquelle vous vous fiez ? (oui/non) `,
  peerAdded: ({ party, number, kind }) => [
    kind === 'known'
      ? `${party} : la carte ${number} était déjà confirmée ; rien n’est modifié.`
      : { text: `${party} : la carte ${number} est confirmée.`, tone: 'good' },
  ],
  peers: (peers) =>
    peers.length === 0
      ? ['Il n’y a pas encore de pairs. « scelle peer add » en ajoute un.']
      : formatTable([
          ['partie', 'rôle', 'carte', 'confirmée', 'clés de signature valides'],
          ...peers.map(({ party, role, card, confirmedAt, validKeys }) => [
            party,
            toFrench(role),
            String(card),
            confirmedAt,
            String(validKeys),
          ]),
        ]),
  keyRevoked: ({ party, publicKey, from }) => [
    { text: `${party} : ${publicKey} est révoquée à partir de ${from}.`, tone: 'good' },
    'Prévenez les autres pairs, et demandez à la partie sa carte suivante.',
  ],
};
