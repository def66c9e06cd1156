import type { Recovery } from '@scelle/station/internal';

/** What commands of several topics say and mean, in English. */
export const en = {
  help: {
    headings: {
      'Usage:': 'Usage:',
      'Arguments:': 'Arguments:',
      'Options:': 'Options:',
      'Commands:': 'Commands:',
      'Global Options:': 'Global options:',
    },
    commands: {
      scelle: 'Pack, verify and open sealed batches of evidence.',
    },
    notes: {
      scelle: `
Exit status: 0 done, accepted or duplicate · 1 rejected, or invalid records · 2 usage or configuration ·
3 held · 4 files or discs · 5 something needs a person · 70 a defect of scelle · 130 interrupted

"scelle COMMAND --help" shows examples.`,
    },
    arguments: {
      party: 'name of the peer',
      batch: 'a batch; - is standard input',
      batches: 'batches; - is standard input',
      knownBatch: 'name of a batch, or the digest of its manifest',
    },
    options: {
      station: 'folder of the station (default: SCELLE_STATION, or the nearest with a scelle.toml upwards)',
      reason: 'why, in one line',
      json: 'print one JSON document, also for errors',
      lang: 'language of messages: en or fr (default: that of the locale)',
      help: 'show how the command is used',
      version: 'show the version',
      postQuantum: 'make a hybrid key, ML-KEM-768 with X25519',
      passphraseFile: 'file whose first line is the passphrase (else SCELLE_PASSPHRASE, else the terminal)',
      identityPassphraseFile: 'file whose first line is the passphrase of the identity (else the terminal)',
      noPassphrase: 'leave the secret unencrypted',
      stream: 'name of the stream',
      profile: 'record profile (default: ip-evidence/1)',
      identity: 'secret opening key: verify in full',
      signer: 'public key of a sender under its name; may be repeated',
      require: 'public key that must have co-signed, under its role; may be repeated, each time with another key',
      expectedRecipient: 'name that the batch must be addressed to',
      allowedRecipientKey: 'file of recipients to whom the batch may be sealed, and to no others; may be repeated',
      report: 'new HTML file for the report',
      maxSize: 'the most that is taken from standard input (default: 64G)',
      into: 'URL of the database (default: that of scelle.toml)',
      fromDatabase: 'take what was imported instead of a batch: the database of the station, or --into',
      share: 'share of an opening key, in place of --identity; given once for each custodian',
      sharePassphraseFile: 'file whose first line is the passphrase of a share, in their order (else the terminal)',
      stationIdentity: 'secret opening key (default: that of the station)',
    },
  },
  progress: {
    generate: 'Generating',
    convert: 'Records converted:',
    pack: 'Records packed:',
    payload: 'Checking payload',
    content: 'Checking content',
  },
  staleRemoved: (file: string) => `${file}: left unfinished by a process that has ended, and removed.`,
  staleElsewhere: (file: string) =>
    `${file}: left unfinished by another machine. Remove it if nothing is being written there any more.`,
  recovered: (kind: Recovery['kind'], file: string) =>
    ({
      'partial-removed': `${file}: left unfinished by an interrupted command, and removed.`,
      'second-copy-removed': `${file}: a second copy of a batch that the ledger has; removed.`,
      'copy-set-aside': `${file}: the ledger does not name this copy of a batch, and it is kept here. Receive it with "scelle receive".`,
      'batch-adopted': `${file}: sealed by an interrupted command; entered in the ledger. Look whether its records are to be packed again.`,
      'key-discarded': `${file}: a new key that an interrupted command made; its card was not issued, and it was removed.`,
      'key-replaced': `${file}: the key that the newest card names; put in its place after an interrupted command.`,
      'batch-followed': `${file}: its turn had come; accepted.`,
      'file-missing': `${file}: in the ledger, but gone. Find out who removed it.`,
      'outbox-conflict': `${file}: not in the ledger, and not its next number. A person must look into it.`,
    })[kind],
};
