import { formatTable } from '../../kernel/table.ts';
import type { ShareHelp, ShareResults } from './texts.ts';

/** What `--help` says about shares, in English. */
export const help: ShareHelp = {
  commands: {
    key: 'look after keys',
    'key split': 'split an opening key into shares, of which several are needed to open',
  },
  notes: {
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
  arguments: { identityFile: 'secret opening key, as "scelle keygen opening" makes it' },
  options: {
    share: 'share of an opening key, in place of --identity; given once for each custodian',
    sharePassphraseFile: 'file whose first line is the passphrase of a share, in their order (else the terminal)',
    shares: 'how many shares to make, from 2 to 255',
    threshold: 'how many of them open batches, at least 2',
    newSharePassphraseFile: 'file whose first line is the passphrase of a share; once for each (else the terminal)',
    shareOut: 'folder of the shares (default: the current one)',
  },
};

/** What is shown about shares, in English. */
export const results: ShareResults = {
  identitySplit: ({ identityFile, files, threshold, recipient }) => [
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
