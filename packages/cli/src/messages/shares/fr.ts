import { formatTable } from '../../kernel/table.ts';
import type { ShareHelp, ShareResults } from './texts.ts';

/** What `--help` says about shares, in French. */
export const help: ShareHelp = {
  commands: {
    key: 'prendre soin des clés',
    'key split': 'partager une clé d’ouverture en parts, dont il faut plusieurs pour ouvrir',
  },
  notes: {
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
  arguments: { identityFile: 'clé secrète d’ouverture, telle que la fait « scelle keygen opening »' },
  options: {
    share: 'part d’une clé d’ouverture, à la place de --identity ; une fois par dépositaire',
    sharePassphraseFile:
      'fichier dont la première ligne est la phrase secrète d’une part, dans leur ordre (sinon le terminal)',
    shares: 'combien de parts faire, de 2 à 255',
    threshold: 'combien d’entre elles ouvrent, 2 au moins',
    newSharePassphraseFile:
      'fichier dont la première ligne est la phrase secrète d’une part ; une fois par part (sinon le terminal)',
    shareOut: 'dossier des parts (par défaut, le dossier courant)',
  },
};

/** What is shown about shares, in French. */
export const results: ShareResults = {
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
