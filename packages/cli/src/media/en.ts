import type { SetDescription } from '@scelle/media';
import type { WaitingReason } from '@scelle/media/internal';
import { type Line, someNames } from '../kernel/line.ts';

/** A set as it was written. */
interface WrittenView {
  readonly out: string;
  readonly setKey: string;
  /** The words of the set key, where a station wrote the set. */
  readonly words?: readonly string[];
  readonly description: SetDescription;
  readonly discs: readonly { readonly folder: string; readonly image: string | null; readonly bytes: number }[];
}

/** A set of which discs were read at a station and something is missing, as it is shown. */
export interface ShownSet {
  readonly key: string;
  /** Who made it; null where the session does not tell. */
  readonly sender: string | null;
  readonly label: string | null;
  readonly reason: WaitingReason;
  /** Names of the batches and receipts that are missing, of how many. */
  readonly missing: readonly string[];
  readonly items: number;
  readonly neededDiscs: readonly number[];
  /** When something of it was read for the last time. */
  readonly since: string;
}

/** What is to be done about a set that waits, by the reason for which it does. */
const ways: Readonly<Record<WaitingReason, (key: string) => string>> = {
  'needs-discs': () =>
    'put in the missing discs: scelle media read DRIVE; or, where they are lost, ask the sender for blocks: scelle media check DISC... --request missing.json',
  'not-recoverable': () =>
    'ask the sender for blocks: scelle media check DISC... --request missing.json; then read what comes: scelle media read PATCH',
  'item-wrong': (key) => `read the discs again, or drop it and ask the sender for another: scelle media drop ${key}`,
  complete: () => 'all of it is here, and the next reading delivers it: scelle media read DRIVE',
  unreadable: (key) => `read the discs again, or drop it: scelle media drop ${key}`,
};

/** What the commands about discs say, and their `--help`, in English. */
export const en = {
  help: {
    commands: {
      media: 'hand batches over on discs',
      'media write': 'write batches to discs that may get scratched or lost',
      'media check': 'report the damage on discs, and whether it can be repaired',
      'media read': 'read the batches from discs, repaired where needed',
      'media patch': 'write the blocks that a check asks for',
      'media drop': 'remove an incomplete set that nobody will complete',
    },
    notes: {
      media: '',
      'media write': `
DIR gets a folder for each disc, labels to print and a delivery slip; with --iso also images ready to burn, for which
xorriso is needed. The parity of each disc repairs scratches; each spare disc replaces one that is lost. Only sealed
batches and signed receipts are written. --receipt names the document; its signature must lie beside it as .minisig.

At a station, --pending takes what waits in the outbox and has all co-signatures that the policy demands, and
--receipts what was issued to a peer; the batches then count as sent, and the log tells by which discs. What left on
discs before is left out, unless with --again.

Examples:
  scelle media write --pending --to arcom --spare-discs 1 --iso --seal-number A-1742 --packed-by "M. Roy" --out parcel
  scelle media write outbox/*.scelle --key tmg.key --disc dvd --spare-discs 1 --iso --out parcel
  scelle media write day.scelle --key tmg.key --disc 4000000000 --parity 25% --out stick`,
      'media check': `
PATH is the folder of a disc, an image of it, or the drive, such as /dev/sr0; several in any order. Discs are known by
what is on them. On a terminal, a single drive is asked for disc after disc. Nothing is written but the report.

Exit status: 0 whole · 5 damaged, but recoverable, or a disc was passed over · 3 more discs are needed · 1 not recoverable

Examples:
  scelle media check /dev/sr0 --report check.html
  scelle media check disc-*.iso --signer tmg=tmg.pub --request missing.json`,
      'media read': `
Batches appear in DIR as they become whole, and only if they are, bit for bit, what the set says. What was read is kept
in the session folder until all of a set is there: discs may come on different days, and a reading that was
interrupted goes on. The batches still have to be verified.

Without --out it is a station that takes them: each batch as "scelle receive" does, receipts as "scelle receipt add".
The key words of the set are shown: they must be those of the labels.

Exit status: 0 all batches are there · 5 they are, but a disc was passed over · 3 more discs are needed, or a batch is
held · 1 not recoverable, or not accepted

Examples:
  scelle media read /dev/sr0 --station desk --opened-by "A. Petit" --seal-number A-1742
  scelle media read disc-*.iso --out inbox
  scelle media read /dev/sr0 --out inbox --signer tmg=tmg.pub --recipient arcom`,
      'media patch': `
BATCH are the very files that the set was made of; without any, a station takes them from its outbox. The folder is
read like a disc: hand it to "media read".

Examples:
  scelle media patch --request missing.json --out patch --station desk
  scelle media patch outbox/*.scelle --request missing.json --out patch`,
      'media drop': `
At a station, what was read of a set is kept until all of it is there. "scelle status" lists the sets that wait; at most
eight can. What came whole stays where it is; a set that was dropped can be read anew. The drop stands in the custody log.

Example:
  scelle media drop 3b53d15c --reason "the sender made the set anew"`,
    },
  },
  mediaProgress: {
    examine: 'Examining files:',
    content: 'Writing content',
    cross: 'Writing spare discs',
    parity: 'Writing parity',
    image: 'Making images:',
    search: 'Searching',
    read: 'Reading',
    repair: 'Repairing',
    compare: 'Comparing batches:',
  },
  setWritten: ({ out, setKey, words, description, discs }: WrittenView): readonly Line[] => [
    `set     ${setKey}`,
    ...(words === undefined ? [] : [`words   ${words.join(' ')}`]),
    `from    ${description.sender} to ${description.recipient}, ${description.items.length} files`,
    ...discs.map(
      ({ folder, image, bytes }, index) =>
        `disc    ${image ?? folder} (${bytes} B${description.discs[index]!.kind === 'spare' ? ', spare' : ''})`,
    ),
    `print   ${out}/labels.html, ${out}/delivery-slip.html`,
  ],
  /** A batch that is left out until it is signed. */
  batchUnsigned: ({
    file,
    missing,
  }: {
    readonly file: string;
    readonly missing: readonly { readonly role: string; readonly threshold: number }[];
  }) =>
    `${file}: left out, because co-signatures are missing (${missing.map(({ role, threshold }) => `${role}: ${threshold}`).join(', ')}).`,
  nothingForDiscs: 'Nothing waits to be written to discs.',
  /** What is compared with the label. */
  setWords: (words: readonly string[]) => `words on the labels: ${words.join(' ')}`,
  delivered: (files: readonly string[]): readonly Line[] =>
    files.map((file) => ({ text: `batch  ${file}`, tone: 'good' })),
  patchWritten: ({
    folder,
    blocks,
    bytes,
  }: {
    readonly folder: string;
    readonly blocks: number;
    readonly bytes: number;
  }): readonly Line[] => [`${folder}: ${blocks} blocks, ${bytes} B.`],
  /** Sets of which something is missing, each with the command that ends its waiting. */
  waitingSets: (sets: readonly ShownSet[]): readonly Line[] =>
    sets.flatMap(({ key, sender, label, reason, missing, items, neededDiscs, since }): Line[] => [
      {
        text: [
          `discs of ${sender ?? 'an unknown sender'}${label === null ? '' : ` (${label})`}, set ${key}`,
          `last read ${since}`,
          ...(missing.length > 0 ? [`missing ${missing.length} of ${items}: ${someNames(missing)}`] : []),
          ...(neededDiscs.length > 0 ? [`needed: disc ${neededDiscs.join(', ')}`] : []),
          ...(reason === 'item-wrong' ? ['not what the set says'] : []),
        ].join('; '),
        tone: 'warning',
      },
      `  ${ways[reason](key)}`,
    ]),
  nothingAsked: (file: string) => `Nothing is to be asked for: ${file} was not written.`,
  setDropped: ({ key, sender }: ShownSet) =>
    `What was read of the set ${key} of ${sender ?? 'an unknown sender'} is removed. It stands in the custody log.`,
  /** Asks for the next disc; an empty answer is a path given before, `q` ends. */
  askNextDisc: (path: string) => `Put the next disc into ${path} and press Enter (q: no more): `,
};
