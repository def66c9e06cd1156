import { formatTable, formatWords } from '../kernel/line.ts';
import type { en } from './en.ts';

/** What the commands about keys say, and their `--help`, in French. */
export const fr: typeof en = {
  help: {
    commands: {
      'key rotate': 'remplacer une clé de ce poste',
      'key rotate signing': 'remplacer la clé de signature, et émettre la carte suivante',
      'key rotate opening': 'remplacer la clé d’ouverture, et émettre la carte suivante',
      keygen: 'créer des clés',
      'keygen signing': 'créer une paire de clés pour sceller et cosigner (minisign)',
      'keygen opening': 'créer une paire de clés pour ouvrir des lots (age)',
      'key rotate certificate': 'remplacer le certificat TLS et émettre la carte suivante',
      key: 'gérer les clés',
      'key split': 'partager une clé d’ouverture en parts, dont il faut plusieurs pour ouvrir',
    },
    notes: {
      'key rotate': '',
      'key rotate signing': `
L’ancienne clé signe la nouvelle carte, et reste dans keys/ sous signing.card-N.key. Ce qu’elle a scellé jusqu’ici reste
accepté. Remettez la nouvelle carte à chaque pair (« scelle card ») ; tant qu’un pair ne l’a pas ajoutée, il rejette ce
que scelle la nouvelle clé.

Exemples :
  scelle key rotate signing
  scelle key rotate signing --days 365 --passphrase-file nouvelle --current-passphrase-file ancienne`,
      'key rotate opening': `
L’ancienne clé reste dans keys/ sous opening.card-N.identity, et ouvre encore ce qui a été chiffré pour elle. Remettez la
nouvelle carte à chaque pair (« scelle card ») : il chiffrera alors pour la nouvelle clé.

Exemple :
  scelle key rotate opening --pq`,
      keygen: '',
      'keygen signing': `
Écrit NAME.key (secret, mode 0600) et NAME.pub ; minisign sait utiliser les deux. Rien n’est remplacé.
L’empreinte est le SHA-256 de la clé publique telle qu’elle est affichée : printf %s CLÉ | sha256sum

Exemples :
  scelle keygen signing tmg
  scelle keygen signing agent-7 --out keys --passphrase-file agent.pass`,
      'keygen opening': `
Écrit NAME.identity (secret, mode 0600) et NAME.recipient ; age sait utiliser les deux. Rien n’est remplacé.
Avec --pq, la clé résiste aussi à un futur ordinateur quantique ; il faut alors age 1.3.

Exemples :
  scelle keygen opening arcom
  scelle keygen opening arcom --pq --out keys`,
      'key rotate certificate': `
La carte suivante nomme le nouveau certificat à côté de celui en usage. Remettez-la à chaque pair ; quand tous l’ont ajoutée,
--activate met le nouveau en usage et émet une carte qui ne nomme que lui, et personne n’est coupé. --at-once est pour une clé volée : les pairs sont refusés, et
refusent, tant qu’ils n’ont pas ajouté la carte. Un récepteur en service montre l’autre certificat en quelques secondes.

Exemples :
  scelle key rotate certificate
  scelle key rotate certificate --activate`,
      key: '',
      'key split': `
Écrit NAME.share-1-of-3, etc. (secrets, mode 0600), un par dépositaire. Une part seule n’apprend rien de la clé ;
THRESHOLD d’entre elles ouvrent ensemble, par « --share ». Chaque dépositaire donne à sa part sa propre phrase secrète :
demandée une à une, ou --passphrase-file une fois par part, dans leur ordre. Rien n’est remplacé. L’identité reste en
place : une fois que les parts ont ouvert un lot, détruisez-la, avec ses sauvegardes.

Exemple :
  scelle key split arcom.identity --shares 3 --threshold 2 --out shares
  scelle open tmg.arcom.music.000001.scelle --share shares/arcom.share-1-of-3 --share shares/arcom.share-3-of-3 \\
    --signer tmg=tmg.pub --out day`,
    },
  },
  keyRotated: ({ key, file, party, number, words }) => [
    { text: `${file} : la nouvelle clé (${key}). La carte ${number} de ${party} l’annonce.`, tone: 'good' },
    'Remettez-la à chaque pair (« scelle card »), et que chacun compare ces mots :',
    ...formatWords(words),
  ],
  certificateAnnounced: ({ party, number, words, atOnce }) => [
    {
      text: `La carte ${number} de ${party} nomme le nouveau certificat. Mots à lire au téléphone :`,
      tone: 'strong',
    },
    ...formatWords(words),
    'Remettez la carte à chaque pair (« scelle card »).',
    atOnce
      ? 'Le nouveau certificat est en usage ; un récepteur en service ici le montre en quelques secondes.'
      : 'Quand tous l’ont ajoutée : « scelle key rotate certificate --activate ».',
  ],
  certificateActivated: ({ file, party, number, words }) => [
    `${file} : le nouveau certificat est en usage. Un récepteur en service ici le montre en quelques secondes.`,
    `La carte ${number} de ${party} ne nomme que lui : remettez-la à chaque pair, l’ancien y prend fin. Mots :`,
    ...formatWords(words),
  ],
  askPassphrase: (file) => `Phrase secrète de ${file} : `,
  askNewPassphrase: (file) => `Nouvelle phrase secrète pour ${file} : `,
  askPassphraseAgain: 'La même phrase secrète encore une fois : ',
  passphraseFileReadable: (file) =>
    `${file} : d’autres utilisateurs peuvent lire cette phrase secrète. Protégez-la par chmod 600.`,
  signingKeyMade: ({ secretFile, publicFile, keyId, publicKey, fingerprint }) => [
    ...formatTable([
      ['clé secrète', secretFile],
      ['clé publique', publicFile],
      ['numéro', keyId],
      ['', publicKey],
      ['empreinte', fingerprint],
    ]),
    '',
    `Remettez ${publicFile} à l’autre partie par une voie infalsifiable, et comparez l’empreinte.`,
    `Gardez ${secretFile} pour vous, avec une sauvegarde : qui l’a signe en votre nom.`,
  ],
  openingKeyMade: ({ secretFile, publicFile, recipient, fingerprint }) => [
    ...formatTable([
      ['identité', secretFile],
      ['destinataire', publicFile],
      ['', recipient],
      ['empreinte', fingerprint],
    ]),
    '',
    `Remettez ${publicFile} aux expéditeurs par une voie infalsifiable, et comparez l’empreinte.`,
    `Gardez ${secretFile} pour vous, avec une sauvegarde : sans lui, rien ne peut être ouvert.`,
  ],
  identitySplit: ({ identityFile, files, threshold, recipient }) => [
    ...formatTable([...files.map((file, index) => [`part ${index + 1}`, file]), ['destinataire', recipient]]),
    '',
    `Remettez chaque part à un autre dépositaire, qui la garde hors d’atteinte des autres. ${threshold} des ${files.length} ouvrent.`,
    'Essayez : ouvrez un lot avec --share, une fois par dépositaire.',
    {
      text: `${identityFile} ouvre toujours tout à lui seul. Une fois que les parts ont servi, détruisez-le, avec ses sauvegardes.`,
      tone: 'warning',
    },
  ],
};
