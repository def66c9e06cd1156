import { formatTable } from '../../kernel/table.ts';
import { formatWords } from '../../keys/card-view.ts';
import { type CheckLabels, formatHealth } from '../../upkeep/views.ts';
import type { UpkeepHelp, UpkeepResults } from './texts.ts';

/** What `--help` says about looking after a station, in English. */
export const help: UpkeepHelp = {
  commands: {
    doctor: 'examine whether the station is as its procedure demands',
    backup: 'write a backup of the station, sealed to its own opening key',
    restore: 'make a station from a backup',
    'confirm-sequence': 'let a restored station go on after the last number of a stream',
  },
  notes: {
    doctor: `
Looked at: file modes, scelle.toml, ledger, custody log, files of batches, keys and certificates of all parties, clock,
free space, age of the software, age of the last backup, numbers after a restoration. The result goes into the custody
log: whoever asks later sees that it was looked at. Exit status 5 where anything needs a person, soon or at once.

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
  arguments: { backup: 'backup made by "scelle backup"' },
  options: {
    backupOut: 'new file for the backup',
    backupRecipientKey: 'file of recipients who can open the backup, in place of this station; may be repeated',
    restoreOut: 'new folder of the station',
    restoreIdentity: 'secret opening key to which the backup is sealed',
    confirmedPeer: 'peer to whom the stream goes',
    confirmedLast: 'number of the last batch that was packed; 0 for none',
    confirmedManifest: 'digest of the manifest of that batch, where the ledger does not have it',
    confirmedBy: 'how it is known, in one line, for the custody log',
  },
};

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

/** What is shown by these commands, in English. */
export const results: UpkeepResults = {
  health: ({ outcome, checks, isRecorded }) => [
    ...formatHealth(checks, labels),
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
  backupMade: ({ file, bytes, sha256, batches }) => [
    ...formatTable([
      ['backup', file],
      ['SHA-256', sha256],
      ['batches', String(batches)],
      ['size', `${bytes} B`],
    ]),
    'Keep it elsewhere, and the opening key at a third place.',
  ],
  stationRestored: ({ folder, station, madeAt, words }) => [
    { text: `${folder}: the station of ${station} as it was at ${madeAt}.`, tone: 'good' },
    'Compare these words with those of your card that a peer has confirmed:',
    ...formatWords(words),
    'Make sure that the old station never works again.',
    'It packs nothing before the last number of the stream is confirmed (scelle confirm-sequence).',
  ],
  sequenceConfirmed: ({ peer, stream, last, source }) => [
    {
      text: `${peer}, ${stream}: ${source === 'receiver' ? `${last} is the last number that ${peer} has, as it says; what is still on its way to it, it does not know` : `${last} was the last number, as you say`}. The next is ${last + 1}.`,
      tone: 'good',
    },
  ],
};
