import { formatTable } from '../../kernel/table.ts';
import { type CardLabels, formatCard, formatWords } from '../../keys/card-view.ts';
import type { CardHelp, CardResults } from './texts.ts';

/** What `--help` says about cards and peers, in English. */
export const help: CardHelp = {
  commands: {
    card: 'print the card of this station, for its peers',
    peer: 'look after the peers of this station',
    'peer add': 'look at the card of a peer, compare its words, and keep it',
    'peer list': 'list the peers',
    'peer show': 'show the card of a peer, and its keys',
    'peer revoke': 'let a key of a peer count no more',
    'key rotate': 'replace a key of this station',
    'key rotate signing': 'replace the signing key, and issue the next card',
    'key rotate opening': 'replace the opening key, and issue the next card',
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
KEY is a key id or a public key, as "scelle peer show" prints them. What the key signed is accepted only where it had
been received here before TIME. A revocation can be moved to an earlier time, and never undone.

Example:
  scelle peer revoke 6A7D4E0F13C2B598 --from 2026-11-02T18:00:00Z --reason "laptop stolen"`,
    'key rotate': '',
    'key rotate signing': `
The old key signs the new card, and stays in keys/ as signing.card-N.key. What it sealed until now is still accepted.
Hand the new card to every peer ("scelle card"); until a peer has added it, it rejects what the new key seals.

Examples:
  scelle key rotate signing
  scelle key rotate signing --days 365 --passphrase-file new.pass --current-passphrase-file old.pass`,
    'key rotate opening': `
The old key stays in keys/ as opening.card-N.identity, and still opens what was sealed to it. Hand the new card to
every peer ("scelle card"): from then on it seals to the new key.

Example:
  scelle key rotate opening --pq`,
  },
  arguments: {
    cardFile: 'card of the peer, as "scelle card" printed it there',
    party: 'name of the peer',
    publicKey: 'key id or public key',
  },
  options: {
    station: 'folder of the station (default: SCELLE_STATION, or the nearest with a scelle.toml upwards)',
    cardNumber: 'an earlier card, for a peer that missed it',
    confirmedByWords: 'the words were compared already: do not ask',
    reintroduce: 'the peer has lost all its keys: accept its next card by the words alone',
    revokedFrom: 'instant from which the key does not count, such as 2026-11-02T18:00:00Z',
    reason: 'why, in one line',
    validDays: 'how long the new key is valid (default: as long as the peers trust it)',
    newPassphraseFile:
      'file whose first line is the passphrase of the new key (else SCELLE_PASSPHRASE, else the terminal)',
    currentPassphraseFile: 'file whose first line is the passphrase of the signing key in use (else the terminal)',
    keyLost: 'the signing key is lost or stolen: every peer must add the card with --reintroduce',
  },
};

const labels: CardLabels = {
  party: 'party',
  card: 'card',
  issued: 'issued',
  confirmed: 'confirmed here',
  address: 'address',
  recipients: 'batches are sealed to',
  signs: (role) => `signs as ${role}`,
  receipts: (stage) => `${stage} receipts`,
  validFrom: (instant) => `from ${instant}`,
  validUntil: (instant) => `until ${instant}`,
  revokedFrom: (instant) => `REVOKED from ${instant}`,
  words: 'Words to compare over the telephone:',
};

/** What is shown about cards and peers, in English. */
export const results: CardResults = {
  ownCard: ({ party, number, words }) => [
    `Card ${number} of ${party}. Words to read out over the telephone:`,
    ...formatWords(words),
  ],
  card: (shown) => formatCard(shown, labels),
  offeredCard: (offered) => [
    ...formatCard(offered, labels),
    '',
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
            text: 'None of its signing keys is valid now: it can seal nothing before its next card.',
            tone: 'warning',
          } as const,
        ]
      : []),
    ...(offered.similar === null
      ? []
      : [{ text: `Its name looks like that of ${offered.similar}, and is another one.`, tone: 'warning' } as const]),
  ],
  askWhetherWordsAgree: (party) => `Has ${party} read out exactly these words, over a line that you trust? (yes/no) `,
  peerAdded: ({ party, number, kind }) => [
    kind === 'known'
      ? `${party}: card ${number} was confirmed before; nothing is changed.`
      : { text: `${party}: card ${number} is confirmed.`, tone: 'good' },
  ],
  peers: (peers) =>
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
  keyRevoked: ({ party, publicKey, from }) => [
    { text: `${party}: ${publicKey} does not count from ${from} on.`, tone: 'good' },
    'Tell the other peers, and ask the party for its next card.',
  ],
  keyRotated: ({ key, file, party, number, words }) => [
    { text: `${file}: the new ${key} key. Card ${number} of ${party} announces it.`, tone: 'good' },
    'Hand it to every peer ("scelle card"), and let each compare these words:',
    ...formatWords(words),
  ],
};
