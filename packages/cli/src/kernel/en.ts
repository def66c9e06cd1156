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
      help: 'show how a command is used',
    },
    notes: {
      scelle: `
Exit status: 0 done, accepted or duplicate · 1 rejected, or invalid records · 2 usage or configuration ·
3 held · 4 files or discs · 5 a person must act · 70 a defect of scelle · 130 interrupted

"scelle COMMAND --help" shows examples.`,
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
      'ledger-migrated': `The ledger is brought to the form of this version: an earlier version of scelle cannot open this station any more. As it was, it is kept as ${file}.`,
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
