import { help as cards } from '../cards/en.ts';
import { help as formats } from '../formats/en.ts';
import { help as imports } from '../import/en.ts';
import { help as media } from '../media/en.ts';
import { help as network } from '../network/en.ts';
import { help as shares } from '../shares/en.ts';
import { help as station } from '../station/en.ts';
import { help as upkeep } from '../upkeep/en.ts';
import type { HelpTexts } from './texts.ts';

/** The texts of `--help` in English. */
export const en: HelpTexts = {
  headings: {
    'Usage:': 'Usage:',
    'Arguments:': 'Arguments:',
    'Options:': 'Options:',
    'Commands:': 'Commands:',
    'Global Options:': 'Global options:',
  },
  commands: {
    ...formats.commands,
    ...imports.commands,
    ...media.commands,
    ...network.commands,
    ...shares.commands,
    ...station.commands,
    ...upkeep.commands,
    ...cards.commands,
    scelle: 'Pack, verify and open sealed batches of evidence.',
    keygen: 'make keys',
    'keygen signing': 'make a key pair for sealing and co-signing (minisign)',
    'keygen opening': 'make a key pair for opening batches (age)',
    generate: 'make invented records for training and tests',
    pack: 'seal records into a batch',
    cosign: 'look at a batch, and add a co-signature to it',
    inspect: 'show manifest and signatures without verifying anything',
    verify: 'check batches',
    open: 'verify a batch in full, then release its records',
    prove: 'disclose one record with the proof that it was sealed',
    'verify-proof': 'check a disclosed record, without any opening key',
  },
  notes: {
    ...formats.notes,
    ...imports.notes,
    ...media.notes,
    ...network.notes,
    ...shares.notes,
    ...station.notes,
    ...upkeep.notes,
    ...cards.notes,
    scelle: `
Exit status: 0 done, accepted or duplicate · 1 rejected, or invalid records · 2 usage or configuration ·
3 held · 4 files or discs · 5 something needs a person · 70 a defect of scelle · 130 interrupted

"scelle COMMAND --help" shows examples.`,
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
    generate: `
Writes records.jsonl, segments/<sha256> and content.json (what "pack --content" takes). The same seed gives the
same files. The addresses lie in documentation ranges: pack them with --profile ip-evidence-test/1.

Example:
  scelle generate --records 1000 --segments tenth --out day`,
    pack: `
INPUT is JSON Lines; several are read in order, and - is standard input. An invalid record stops the packing, and the
first 20 are shown. With --rejects FILE they are left out instead: FILE gets the lines as they came, to be corrected
and packed again (of lines longer than allowed only the beginning), and FILE.reasons.jsonl says what is wrong with
each. An input without records makes a batch without records, which is legal.
With --to PEER the batch is the next one of that stream, in the outbox of a station: keys, recipients, number and previous
batch are those that the station knows. Without it, all of them are given.

Examples:
  scelle pack day.jsonl --sender tmg --recipient arcom --stream music --sequence 1 \\
    --key tmg.key --recipient-key arcom.recipient --out outbox
  scelle pack day.jsonl --to arcom --stream music --station desk
  scelle pack day/records.jsonl --segments day/segments --content day/content.json --profile ip-evidence-test/1 \\
    --sender tmg --recipient arcom --stream music --sequence 2 --previous outbox/tmg.arcom.music.000001.scelle \\
    --key tmg.key --recipient-key arcom.recipient --out outbox`,
    cosign: `
With --identity (and --signer) the batch is verified in full first, and you see what you sign: counts, and ten random
records, chosen by a seed that becomes part of the signature. Record indices follow from seed and count alone: for
i = 0, 1, …, the first 8 bytes of SHA-256(seed || i as 8 bytes, big-endian), as a number modulo the count; numbers from
the largest multiple of the count up to 2^64 are left out, and so are repeats.
The records of the sample are shown on a terminal only, because logs must not hold any. Without --identity the
content is not looked at, and the signature says sample=none; with --signer the seal is checked all the same.
With --pending every batch in the outbox of a station that lacks a co-signature of the role is shown, with what is
unusual about it, and signed if you confirm it.

Example:
  scelle cosign tmg.arcom.music.000001.scelle --key agent-7.key --role agent --name agent-7 \\
    --identity review.identity --signer tmg=tmg.pub`,
    inspect: `
Nothing is verified: what is shown is what the file says of itself. - reads standard input.

Example:
  scelle inspect tmg.arcom.music.000001.scelle`,
    verify: `
With --identity everything is checked; with --sealed all that can be checked without an opening key. The exit status
of several batches is the worst of 4, 1, 3 and 0. - reads standard input, which is kept, still sealed, in a private
file of the folder for temporary files. Every key given with --require must have co-signed.

Examples:
  scelle verify *.scelle --sealed --signer tmg=tmg.pub --recipient arcom
  scelle verify tmg.arcom.music.000001.scelle --identity arcom.identity --signer tmg=tmg.pub \\
    --require agent=agent-7.pub --report report.html`,
    open: `
DIR gets records.jsonl, segments/<sha256>, batch.json, manifest.json and report.json, and appears only if the batch is
accepted. With --out - the records go to standard output after a complete verification; they are then read and
verified a second time, and must be the same bytes.

Examples:
  scelle open tmg.arcom.music.000001.scelle --identity arcom.identity --signer tmg=tmg.pub --out day
  scelle open tmg.arcom.music.000001.scelle --identity arcom.identity --signer tmg=tmg.pub --out - | wc -l`,
    prove: `
The batch is verified in full first. The proof holds the record, the legal basis of the batch, and of all other records
only salted hashes.

Example:
  scelle prove tmg.arcom.music.000001.scelle --identity arcom.identity --signer tmg=tmg.pub \\
    --record 9f1c5b0e-4c54-4a55-9b1d-7c1f5f3d2a10 --out proof.json`,
    'verify-proof': `
Example:
  scelle verify-proof proof.json --signer tmg=tmg.pub`,
  },
  arguments: {
    ...formats.arguments,
    ...media.arguments,
    ...network.arguments,
    ...shares.arguments,
    ...station.arguments,
    ...upkeep.arguments,
    ...cards.arguments,
    keyName: 'name of the key and of its files',
    inputs: 'records as JSON Lines; - is standard input',
    batch: 'a batch; - is standard input',
    batches: 'batches; - is standard input',
    proof: 'a proof made by "scelle prove"',
  },
  options: {
    ...formats.options,
    ...imports.options,
    ...media.options,
    ...network.options,
    ...shares.options,
    ...station.options,
    ...upkeep.options,
    ...cards.options,
    json: 'print one JSON document, also for errors',
    lang: 'language of messages: en or fr (default: that of the locale)',
    help: 'show how the command is used',
    version: 'show the version',
    keyOut: 'folder of the new files (default: the current one)',
    postQuantum: 'make a hybrid key, ML-KEM-768 with X25519',
    passphraseFile: 'file whose first line is the passphrase (else SCELLE_PASSPHRASE, else the terminal)',
    identityPassphraseFile: 'file whose first line is the passphrase of the identity (else the terminal)',
    noPassphrase: 'leave the secret unencrypted',
    records: 'how many',
    segmentShare: 'which records keep a segment of the file: none, tenth or all (default: none)',
    seed: 'what the records follow from (default: scelle)',
    generateOut: 'new or empty folder',
    sender: 'name of the sending party',
    recipientName: 'name of the receiving party',
    stream: 'name of the stream',
    sequence: 'number of the batch in its stream, from 1',
    previous: 'the batch before, or the SHA-256 of its manifest; demanded from 2 on',
    key: 'secret key of the sender',
    recipientKey: 'file of recipients who can open the batch; may be repeated',
    segments: 'folder of the segments, each named by its SHA-256',
    content: 'JSON file with legalBasis, authorisation and agents',
    profile: 'record profile (default: ip-evidence/1)',
    rejects: 'new file for invalid records, which are left out; some must be valid',
    packOut: 'folder of the batch, or its name if it ends with .scelle',
    coSignKey: 'secret key of the co-signer',
    role: 'role in which the batch is signed, such as agent',
    coSignerName: 'name of the co-signer',
    yes: 'sign without asking',
    identity: 'secret opening key: verify in full',
    sealed: 'check only what needs no opening key',
    signer: 'public key of a sender under its name; may be repeated',
    require: 'public key that must have co-signed, under its role; may be repeated, each time with another key',
    expectedRecipient: 'name that the batch must be addressed to',
    allowedRecipientKey: 'file of recipients to whom the batch may be sealed, and to no others; may be repeated',
    report: 'new HTML file for the report',
    details: 'also show what each step compared, the fingerprints, and how to repeat the check with stock tools',
    maxSize: 'the most that is taken from standard input (default: 64G)',
    openOut: 'new folder, or - for standard output',
    recordId: 'id of the record',
    withoutContent: 'do not disclose the legal basis',
    proofOut: 'new file for the proof',
  },
};
