import type { Manifest } from '@scelle/core';
import { formatTable, type Line } from '../kernel/line.ts';

/** What the commands that pack say, and their `--help`, in English. */
export const en = {
  help: {
    commands: {
      generate: 'make invented records for training and tests',
      pack: 'seal records into a batch',
    },
    notes: {
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
    },
  },
  generated: ({
    folder,
    records,
    segments,
  }: {
    readonly folder: string;
    readonly records: number;
    readonly segments: number;
    readonly seed: string;
  }): readonly Line[] => [
    `${folder}: ${records} invented records, ${segments} segments. Pack them with --profile ip-evidence-test/1.`,
  ],
  packed: ({
    file,
    manifestDigest,
    bytes,
    rejected,
    manifest,
  }: {
    readonly file: string;
    readonly manifestDigest: string;
    readonly bytes: number;
    readonly rejected: number;
    readonly manifest: Manifest;
  }): readonly Line[] => [
    ...formatTable([
      ['batch', file],
      ['manifest', manifestDigest],
      ['records', String(manifest.records.count)],
      ['segments', `${manifest.attachments.count} (${manifest.attachments.bytes} B)`],
      ['size', `${bytes} B`],
    ]),
    ...(rejected === 0 ? [] : [{ text: `${rejected} records were rejected and left out.`, tone: 'warning' } as const]),
  ],
  packedBefore: ({ number, repeats }: { readonly number: number; readonly repeats: number }) =>
    `Number ${number} was packed from the very records of number ${repeats}: the recipient refuses records that it has. If an interrupted command had packed them, tell the recipient before it is sent.`,
};
