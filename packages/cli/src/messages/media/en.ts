import type { MediaHelp, MediaResults } from './texts.ts';

/** What `--help` says about discs, in English. */
export const help: MediaHelp = {
  commands: {
    media: 'hand batches over on discs',
    'media write': 'lay batches out on discs that may get scratched or lost',
    'media check': 'say what is damaged on discs, and whether it matters',
    'media read': 'get the batches from discs, repaired where needed',
    'media patch': 'write the blocks that a check asks for',
  },
  notes: {
    media: '',
    'media write': `
DIR gets a folder for each disc, labels to print and a delivery slip; with --iso also images ready to burn, for which
xorriso is needed. The parity of each disc repairs scratches; each spare disc replaces one that is lost. Only sealed
batches and signed receipts are written. --receipt names the document; its signature must lie beside it as .minisig.

Examples:
  scelle media write outbox/*.scelle --key tmg.key --disc dvd --spare-discs 1 --iso --out parcel
  scelle media write day.scelle --key tmg.key --disc 4000000000 --parity 25% --out stick`,
    'media check': `
PATH is the folder of a disc, an image of it, or the drive, such as /dev/sr0; several in any order. Discs are known by
what is on them. On a terminal, a single drive is asked for disc after disc. Nothing is written but the report.

Exit status: 0 whole · 5 damaged, but recoverable · 3 more discs are needed · 1 not recoverable

Examples:
  scelle media check /dev/sr0 --report check.html
  scelle media check disc-*.iso --signer tmg=tmg.pub --request missing.json`,
    'media read': `
Batches appear in DIR as they become whole, and only if they are, bit for bit, what the set says. What was read is kept
in the session folder until all of a set is there: discs may come on different days, and a reading that was
interrupted goes on. The batches still have to be verified.

Exit status: 0 all batches are there · 3 more discs are needed · 1 not recoverable

Examples:
  scelle media read disc-*.iso --out inbox
  scelle media read /dev/sr0 --out inbox --signer tmg=tmg.pub --recipient arcom`,
    'media patch': `
BATCH are the very files that the set was made of. The folder is read like a disc: hand it to "media read".

Example:
  scelle media patch outbox/*.scelle --request missing.json --out patch`,
  },
  arguments: {
    mediaBatches: 'sealed batches',
    mediaPaths: 'folders, images or drives',
  },
  options: {
    disc: 'cd, dvd, dvd-dl, bd, bd-dl, usb, or how many bytes fit (default: dvd)',
    parity: 'parity on each disc as a share of its content (default: 15%)',
    spareDiscs: 'how many discs may be missing (default: 0)',
    iso: 'make images too, ready to burn',
    discLabel: 'a few words for labels and slip',
    contact: 'whom to call about a disc that was found',
    mediaReceipt: 'signed receipt that travels too; may be repeated',
    mediaKey: 'secret key of the sender, which signs the description of the set',
    mediaOut: 'new folder',
    mediaReport: 'new HTML file for the report, with a picture of each disc',
    requestOut: 'new file for what to ask the sender for, where something is lost',
    retries: 'how often an unreadable sector is tried again (default: 2)',
    mediaSigner: 'public key of a sender under its name: only sets signed with it are taken; may be repeated',
    mediaRecipient: 'name that the set must be addressed to',
    mediaReadOut: 'folder for the batches',
    session: 'folder for what is being read (default: .media-session in the other)',
    request: 'file that a check wrote with --request',
    patchOut: 'new folder',
  },
};

/** What is shown of discs, in English. */
export const results: MediaResults = {
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
  mediaRate: (rate, left) => `${rate} MB/s, ${left} s left`,
  setWritten: ({ out, setKey, description, discs }) => [
    `set     ${setKey}`,
    `from    ${description.sender} to ${description.recipient}, ${description.items.length} files`,
    ...discs.map(
      ({ folder, image, bytes }, index) =>
        `disc    ${image ?? folder} (${bytes} B${description.discs[index]!.kind === 'spare' ? ', spare' : ''})`,
    ),
    `print   ${out}/labels.html, ${out}/delivery-slip.html`,
  ],
  delivered: (files) => files.map((file) => ({ text: `batch  ${file}`, tone: 'good' })),
  patchWritten: ({ folder, blocks, bytes }) => [`${folder}: ${blocks} blocks, ${bytes} B.`],
  askNextDisc: (path) => `Put the next disc into ${path} and press Enter (q: no more): `,
};
