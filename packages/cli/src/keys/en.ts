import { formatTable, formatWords, type Line } from '../kernel/line.ts';

/** What a `keygen` command made. */
interface KeyMade {
  readonly secretFile: string;
  readonly publicFile: string;
  readonly fingerprint: string;
}

/** What the commands about keys say, and their `--help`, in English. */
export const en = {
  help: {
    commands: {
      'key rotate': 'replace a key of this station',
      'key rotate signing': 'replace the signing key, and issue the next card',
      'key rotate opening': 'replace the opening key, and issue the next card',
      keygen: 'generate keys',
      'keygen signing': 'make a key pair for sealing and co-signing (minisign)',
      'keygen opening': 'make a key pair for opening batches (age)',
      'key rotate certificate': 'replace the TLS certificate, and issue the next card',
      key: 'manage keys',
      'key split': 'split an opening key into shares, of which several are needed to open',
    },
    notes: {
      'key rotate': '',
      'key rotate signing': `
The old key signs the new card, and stays in keys/ as signing.card-N.key. What it sealed until now is still accepted.
Hand the new card to every peer ("scelle card"); until a peer has added it, it rejects what the new key seals.

Examples:
  scelle key rotate signing
  scelle key rotate signing --days 365 --passphrase-file new.pass --current-passphrase-file old.pass`,
      'key rotate opening': `
The old key stays in keys/ as opening.card-N.identity, and still opens what was encrypted to it. Hand the new card to
every peer ("scelle card"): from then on it encrypts to the new key.

Example:
  scelle key rotate opening --pq`,
      keygen: '',
      'keygen signing': `
Writes NAME.key (secret, mode 0600) and NAME.pub; minisign can use both. Nothing is overwritten.
The fingerprint is the SHA-256 of the public key as it is printed: printf %s KEY | sha256sum

Examples:
  scelle keygen signing tmg
  scelle keygen signing agent-7 --out keys --passphrase-file agent.pass`,
      'keygen opening': `
Writes NAME.identity (secret, mode 0600) and NAME.recipient; age can use both. Nothing is overwritten.
With --pq the key is safe from a later quantum computer too; stock age needs version 1.3 for it.

Examples:
  scelle keygen opening arcom
  scelle keygen opening arcom --pq --out keys`,
      'key rotate certificate': `
The next card names the new certificate beside the one in use. Hand it to every peer; once they have added it, --activate
puts the new one into use and issues a card that names it alone, and nobody is cut off. --at-once is for a key that was stolen: peers are refused, and refuse,
until they have added the card. A receiver that runs shows the other certificate within seconds.

Examples:
  scelle key rotate certificate
  scelle key rotate certificate --activate`,
      key: '',
      'key split': `
Writes NAME.share-1-of-3 and so on (secret, mode 0600), one for each custodian. One alone tells nothing of the key;
THRESHOLD of them together open batches with "--share". Each custodian gives the share a passphrase of their own:
asked for one by one, or --passphrase-file once for each share, in their order. Nothing is overwritten. The identity
stays where it is: once the shares have opened a batch, destroy it and its backups.

Example:
  scelle key split arcom.identity --shares 3 --threshold 2 --out shares
  scelle open tmg.arcom.music.000001.scelle --share shares/arcom.share-1-of-3 --share shares/arcom.share-3-of-3 \\
    --signer tmg=tmg.pub --out day`,
    },
  },
  keyRotated: ({
    key,
    file,
    party,
    number,
    words,
  }: {
    readonly key: string;
    readonly file: string;
    readonly party: string;
    readonly number: number;
    readonly words: readonly string[];
  }): readonly Line[] => [
    { text: `${file}: the new ${key} key. Card ${number} of ${party} announces it.`, tone: 'good' },
    'Hand it to every peer ("scelle card"), and let each compare these words:',
    ...formatWords(words),
  ],
  certificateAnnounced: ({
    party,
    number,
    words,
    atOnce,
  }: {
    readonly party: string;
    readonly number: number;
    readonly words: readonly string[];
    readonly atOnce: boolean;
  }): readonly Line[] => [
    {
      text: `Card ${number} of ${party} names the new certificate. Words to read out over the telephone:`,
      tone: 'strong',
    },
    ...formatWords(words),
    'Hand the card to every peer ("scelle card").',
    atOnce
      ? 'The new certificate is in use; a receiver that runs here shows it within seconds.'
      : 'Once all have added it: "scelle key rotate certificate --activate".',
  ],
  certificateActivated: ({
    file,
    party,
    number,
    words,
  }: {
    readonly file: string;
    readonly party: string;
    readonly number: number;
    readonly words: readonly string[];
  }): readonly Line[] => [
    `${file}: the new certificate is in use. A receiver that runs here shows it within seconds.`,
    `Card ${number} of ${party} names it alone: hand it to every peer, with which the old one ends. Words:`,
    ...formatWords(words),
  ],
  askPassphrase: (file: string) => `Passphrase of ${file}: `,
  askNewPassphrase: (file: string) => `New passphrase for ${file}: `,
  askPassphraseAgain: 'The same passphrase again: ',
  passphraseFileReadable: (file: string) =>
    `${file}: other users can read this passphrase. Restrict it with chmod 600.`,
  signingKeyMade: ({
    secretFile,
    publicFile,
    keyId,
    publicKey,
    fingerprint,
  }: KeyMade & { readonly keyId: string; readonly publicKey: string }): readonly Line[] => [
    ...formatTable([
      ['secret key', secretFile],
      ['public key', publicFile],
      ['key id', keyId],
      ['', publicKey],
      ['fingerprint', fingerprint],
    ]),
    '',
    `Hand ${publicFile} to the other party in a way that cannot be forged, and compare the fingerprint.`,
    `Keep ${secretFile} to yourself, with a backup: whoever has it signs in your name.`,
  ],
  openingKeyMade: ({
    secretFile,
    publicFile,
    recipient,
    fingerprint,
  }: KeyMade & { readonly recipient: string }): readonly Line[] => [
    ...formatTable([
      ['identity', secretFile],
      ['recipient', publicFile],
      ['', recipient],
      ['fingerprint', fingerprint],
    ]),
    '',
    `Hand ${publicFile} to the senders in a way that cannot be forged, and compare the fingerprint.`,
    `Keep ${secretFile} to yourself, with a backup: without it nothing can be opened.`,
  ],
  identitySplit: ({
    identityFile,
    files,
    threshold,
    recipient,
  }: {
    readonly identityFile: string;
    readonly files: readonly string[];
    readonly threshold: number;
    readonly recipient: string;
  }): readonly Line[] => [
    ...formatTable([...files.map((file, index) => [`share ${index + 1}`, file]), ['recipient', recipient]]),
    '',
    `Hand each share to another custodian, who keeps it where the others cannot get at it. Any ${threshold} of the ${files.length} open.`,
    'Try it: open a batch with --share, for each custodian once.',
    {
      text: `${identityFile} still opens everything alone. Once the shares have worked, destroy it and its backups.`,
      tone: 'warning',
    },
  ],
};
