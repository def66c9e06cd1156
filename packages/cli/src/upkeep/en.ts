import type { CheckOutcome, ConfirmationSource } from '@scelle/station/internal';
import { formatTable, formatWords, type Line } from '../kernel/line.ts';
import type { ActWords, CheckLabels, StatusWords } from './views.ts';

const labels: CheckLabels = {
  modes: 'file modes',
  settings: 'settings',
  ledger: 'ledger',
  custody: 'custody log',
  files: 'batches',
  'own-keys': 'own keys',
  'peer-keys': 'keys of peers',
  certificates: 'certificates',
  clock: 'clock',
  space: 'free space',
  software: 'software',
  backup: 'backup',
  numbers: 'numbers',
};

/** What the commands that look after a station say, and their `--help`, in English. */
export const en = {
  help: {
    commands: {
      custody: 'check and show the log of all acts',
      'custody verify': 'find edits, removals and truncation of the custody log',
      'custody show': 'show the life of a batch at this station',
      'custody export': 'write the custody log with its signed head',
      status: 'show what is sent, acknowledged, expected, held and missing',
      doctor: 'examine whether the station is as its procedure demands',
      backup: 'write a backup of the station, encrypted to its own opening key',
      restore: 'make a station from a backup',
      'confirm-sequence': 'confirm the last number of a stream, so that a restored station can pack again',
    },
    notes: {
      custody: '',
      'custody verify': `
Without EXPORT the log of the station is checked; with it an exported one, by --key or by the key of the station.
--against takes receipts that this station issued, and signed heads, which were kept elsewhere, each with its .minisig
beside it: what was cut off behind them is found too.
Exit status 1 where anything is wrong.

Examples:
  scelle custody verify --against kept/tmg.arcom.music.000042.delivery.json
  scelle custody verify custody.jsonl --key custody.jsonl.pub`,
      'custody show': `
BATCH is a name such as tmg.arcom.music.000042, or the digest of its manifest.

Example:
  scelle custody show tmg.arcom.music.000042 --report life.html`,
      'custody export': `
FILE gets one entry a line; beside it FILE.head.json, its .minisig, and FILE.pub, the key that checks it.

Example:
  scelle custody export --out custody-2026-11.jsonl`,
      status: `
Exit status 5 where a person must act: a gap, a rejected or quarantined batch, a decision, a set of discs of
which something is missing, a copy of a batch that the ledger does not name, a mistake in scelle.toml, which stops every other command.

Example:
  scelle status --station desk --watch`,
      doctor: `
Looked at: file modes, scelle.toml, ledger, custody log, files of batches, keys and certificates of all parties, clock,
free space, age of the software, age of the last backup, numbers after a restoration. The result goes into the custody
log: whoever asks later sees that it was looked at. Exit status 5 where a person must act, soon or at once.

Examples:
  scelle doctor --station desk
  scelle doctor --json`,
      backup: `
The backup holds scelle.toml, the ledger, the keys as they are kept (a passphrase stays on them), and the batches that
are not imported yet. It is an age file around a tar. Only the opening key opens it: keep that key, or its shares,
elsewhere too. While the backup is made no other command changes the station.

Examples:
  scelle backup --out /media/usb/tmg.backup.age
  scelle backup --recipient-key safe.recipient --out /media/usb/tmg.backup.age`,
      restore: `
DIR must not exist. Whoever knows the recipient can make such a file: compare the words that are shown with those of
your card. The restored station does not know what was sent after the backup, and refuses to pack until the last number
of each stream is confirmed ("scelle confirm-sequence"). Never let the old station and the restored one both work.

Examples:
  scelle restore tmg.backup.age --identity opening.identity --out desk
  scelle restore tmg.backup.age --share ann.share-1-of-3 --share bob.share-2-of-3 --out desk`,
      'confirm-sequence': `
Ask the peer for all receipts that it has issued, and add them: they tell the station what it had sent. Put batches that
you still have, and that the peer does not know, back into outbox/. Then say which number was the last one. A number
that is used twice looks as if you had told two stories. Where there is a line to the peer, it is asked which number it
has last; else --reason has to say how it is known, as a receipt shows only that a number was used. A higher number than
those in the ledger needs --manifest: the peer finds it in "scelle custody show", and the next batch names it.

Examples:
  scelle confirm-sequence --peer arcom --stream music --last 42
  scelle confirm-sequence --peer arcom --stream music --last 44 --manifest 9f86d0… --reason "arcom told us by telephone"
  scelle confirm-sequence --peer arcom --stream film --last 0 --reason "the stream is new"`,
    },
  },
  custodyIntact: ({ entries, hash }: { readonly entries: number; readonly hash: string | null }) =>
    `The custody log is intact: ${entries} entries, the last ${hash ?? '–'}.`,
  custodyBroken: ({ entries, problems }: { readonly entries: number; readonly problems: number }) =>
    `The custody log was tampered with: ${problems} problems in ${entries} entries. Keep it, and compare it with exports.`,
  custodyUnsigned: ({ entries }: { readonly entries: number }) =>
    `The chain of ${entries} entries is unbroken, but its signed heads are not by the key with which it was checked. Make sure that this is the custody key of its station; if it is, somebody else made the log.`,
  /** The custody log is in English. */
  acts: null as ActWords,
  batchLifePage: {
    title: 'Chain of custody',
    heading: 'Every act that concerns the batch',
    columns: ['Entry', 'Time (UTC)', 'Who and where', 'Act', 'Result', 'Details'],
    labels: { station: 'Station', manifest: 'Manifest' },
  },
  statusWords: {
    station: ({ station, role }) => `${station} (${role})`,
    sent: ({ recipient, stream, last }) => `to ${recipient}, ${stream}: ${last} packed`,
    received: ({ sender, stream, expected }) => `from ${sender}, ${stream}: next ${expected}`,
    nothing: 'Nothing was sent or received yet.',
    unacknowledged: (sequence, since, state) => `${sequence} not acknowledged: ${state} since ${since}`,
    rejected: 'rejected',
    decided: ({ recipient, stream }, { sequence, codes }) => [
      `${sequence} is refused by a decision${formatCodes(codes)}.`,
      formatCorrection({ recipient, stream, sequence }),
    ],
    held: 'held',
    missing: 'missing',
    missingFar: ({ first, last }) =>
      `missing: at least 1000 numbers, from ${first} on. The last batch that is held says that it is number ${last}: ask the sender whether that is right.`,
    toJudge: 'to judge',
    unopened: (count, role) =>
      role === 'gateway' ? `${count} to be fetched (scelle pull)` : `${count} to be opened (scelle process)`,
    quarantined: 'in quarantine (scelle judge FILE --reject, once seen)',
    undecided: ({ file, codes }) =>
      `${file} keeps its stream waiting (${codes.join(', ')}): call its sender, then tell it by a decision: scelle judge ${file} --reject ${codes.includes('key-revoked') ? '--sender-confirms ' : ''}--reason TEXT`,
    contradicting: ({ sender, stream, sequence, digest, at }) =>
      `${sender}, ${stream}: another batch was sent with the number ${sequence} (manifest ${digest.slice(0, 16)}, refused ${at}). Ask ${sender} which one is true, and how two came about.`,
    needsPerson: 'Something needs a person.',
  } satisfies StatusWords,
  unrecorded: 'not in the ledger (scelle receive FILE)',
  checkNames: labels,
  health: ({
    outcome,
    isRecorded,
  }: {
    readonly outcome: CheckOutcome;
    readonly isRecorded: boolean;
  }): readonly Line[] => [
    outcome === 'ok'
      ? { text: 'The station is in order.', tone: 'good' }
      : { text: 'Something needs a person.', tone: outcome === 'failed' ? 'bad' : 'warning' },
    ...(isRecorded
      ? []
      : [
          {
            text: 'The custody log does not tell of this examination: nothing could be written there.',
            tone: 'warning' as const,
          },
        ]),
  ],
  backupMade: ({
    file,
    bytes,
    sha256,
    batches,
  }: {
    readonly file: string;
    readonly bytes: number;
    readonly sha256: string;
    readonly batches: number;
  }): readonly Line[] => [
    ...formatTable([
      ['backup', file],
      ['SHA-256', sha256],
      ['batches', String(batches)],
      ['size', `${bytes} B`],
    ]),
    'Keep it elsewhere, and the opening key at a third place.',
  ],
  stationRestored: ({
    folder,
    station,
    madeAt,
    words,
  }: {
    readonly folder: string;
    readonly station: string;
    readonly madeAt: string;
    readonly words: readonly string[];
  }): readonly Line[] => [
    { text: `${folder}: the station of ${station} as it was at ${madeAt}.`, tone: 'good' },
    'Compare these words with those of your card that a peer has confirmed:',
    ...formatWords(words),
    'Make sure that the old station never works again.',
    'It packs nothing before the last number of the stream is confirmed (scelle confirm-sequence).',
  ],
  sequenceConfirmed: ({
    peer,
    stream,
    last,
    source,
  }: {
    readonly peer: string;
    readonly stream: string;
    readonly last: number;
    readonly source: ConfirmationSource;
    readonly atReceiver: number | null;
  }): readonly Line[] => [
    {
      text: `${peer}, ${stream}: ${source === 'receiver' ? `${last} is the last number that ${peer} has, as it says; what is still on its way to it, it does not know` : `${last} was the last number, as you say`}. The next is ${last + 1}.`,
      tone: 'good',
    },
  ],
};

/** The command that ends a rejection. */
function formatCorrection({
  recipient,
  stream,
  sequence,
}: {
  readonly recipient: string;
  readonly stream: string;
  readonly sequence: number;
}): string {
  return `Correct what the codes say: scelle pack … --to ${recipient} --stream ${stream} --replaces ${sequence}`;
}

function formatCodes(codes: readonly string[]): string {
  return codes.length === 0 ? '' : ` (${codes.join(', ')})`;
}
