import type { CardJudgement } from '@scelle/station';
import { formatTable, formatWords, type Line } from '../kernel/line.ts';
import type { CardLabels } from './card-view.ts';

const labels: CardLabels = {
  party: 'party',
  partyRole: (role) => role,
  card: 'card',
  issued: 'issued',
  confirmed: 'confirmed here',
  address: 'address',
  recipients: 'batches are encrypted to',
  signs: (role) => `signs as ${role}`,
  receipts: (stage) => `${stage} receipts`,
  validFrom: (instant) => `from ${instant}`,
  validUntil: (instant) => `until ${instant}`,
  revokedFrom: (instant) => `REVOKED from ${instant}`,
  words: 'Words to compare over the telephone:',
};

/** A peer in a list. */
interface ListedPeer {
  readonly party: string;
  readonly role: string;
  readonly card: number;
  readonly confirmedAt: string;
  /** How many of its signing keys can sign now. */
  readonly validKeys: number;
}

/** What the commands about cards and peers say, and their `--help`, in English. */
export const en = {
  help: {
    commands: {
      card: 'print the card of this station, for its peers',
      peer: 'manage the peers of this station',
      'peer add': 'check the card of a peer, compare its words, and keep it',
      'peer list': 'list the peers',
      'peer show': 'show the card of a peer, and its keys',
      'peer revoke': 'revoke a key of a peer',
    },
    notes: {
      card: `
The card holds public keys only, and is signed by this station. The words on standard error are its fingerprint: read
them out to each peer over the telephone.

Examples:
  scelle card > tmg.card
  scelle card --number 2 > tmg.2.card`,
      peer: '',
      'peer add': `
Call the peer at a number that you know already, let it read out its words ("scelle card" shows them), and compare all
of them. The first card of a peer may have any number; after that only the next one is accepted, signed by a key of the
one before. --yes is for cards whose words were compared before.

Examples:
  scelle peer add tmg.card
  scelle peer add tmg.card --yes --station /var/lib/scelle/arcom`,
      'peer list': `
Example:
  scelle peer list`,
      'peer show': `
Example:
  scelle peer show tmg`,
      'peer revoke': `
KEY is a key id or a public key, as "scelle peer show" prints them. What the key signed is accepted only if this station
received it before TIME. A revocation can be moved to an earlier time, and never undone.

Example:
  scelle peer revoke 6A7D4E0F13C2B598 --from 2026-11-02T18:00:00Z --reason "laptop stolen"`,
    },
  },
  /** Beside a card on its way to a file: the words to be read out. */
  ownCard: ({
    party,
    number,
    words,
  }: {
    readonly party: string;
    readonly number: number;
    readonly words: readonly string[];
  }): readonly Line[] => [`Card ${number} of ${party}. Words to read out over the telephone:`, ...formatWords(words)],
  cardLabels: labels,
  /** Of a card that is offered: what it changes, what looks odd. */
  cardChanges: (offered: {
    readonly kind: CardJudgement['kind'];
    readonly added: readonly string[];
    readonly removed: readonly string[];
    readonly expired: boolean;
    readonly similar: string | null;
  }): readonly Line[] => [
    ...offered.added.map((key) => `new: ${key}`),
    ...offered.removed.map((key) => `no longer listed: ${key}`),
    ...(offered.kind === 'reintroduction'
      ? [
          {
            text: 'No key of the card before signed this one: the words alone show whose it is.',
            tone: 'warning',
          } as const,
        ]
      : []),
    ...(offered.expired
      ? [
          {
            text: 'None of its signing keys is valid now: it can sign nothing until its next card.',
            tone: 'warning',
          } as const,
        ]
      : []),
    ...(offered.similar === null
      ? []
      : [
          {
            text: `Its name is similar to that of ${offered.similar}, but it is another party.`,
            tone: 'warning',
          } as const,
        ]),
  ],
  askWhetherWordsAgree: (party: string) =>
    `Has ${party} read out exactly these words, over a line that you trust? (yes/no) `,
  peerAdded: ({
    party,
    number,
    kind,
  }: {
    readonly party: string;
    readonly number: number;
    readonly kind: CardJudgement['kind'];
  }): readonly Line[] => [
    kind === 'known'
      ? `${party}: card ${number} was confirmed before; nothing is changed.`
      : { text: `${party}: card ${number} is confirmed.`, tone: 'good' },
  ],
  peers: (peers: readonly ListedPeer[]): readonly Line[] =>
    peers.length === 0
      ? ['There are no peers yet. "scelle peer add" adds one.']
      : formatTable([
          ['party', 'role', 'card', 'confirmed', 'valid signing keys'],
          ...peers.map(({ party, role, card, confirmedAt, validKeys }) => [
            party,
            role,
            String(card),
            confirmedAt,
            String(validKeys),
          ]),
        ]),
  keyRevoked: ({
    party,
    publicKey,
    from,
  }: {
    readonly party: string;
    readonly publicKey: string;
    readonly from: string;
  }): readonly Line[] => [
    { text: `${party}: ${publicKey} is revoked from ${from} on.`, tone: 'good' },
    'Tell the other peers, and ask the party for its next card.',
  ],
};
