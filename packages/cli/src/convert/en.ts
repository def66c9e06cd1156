import type { Note } from '@scelle/formats';
import type { Line } from '../kernel/line.ts';

/** A record of an input, from 1, and the line in which it begins; null where that is not known. */
export interface NotePlace {
  readonly input: string;
  readonly number: number;
  readonly line: number | null;
}

/** How often something was noted, and where first. */
export interface NoteCount {
  readonly kind: Note['kind'];
  readonly code: string;
  readonly field: string;
  /** The column of a table in which the field stands. */
  readonly column?: string;
  /** What the note means, in the language of the command. */
  readonly message: string;
  readonly first: NotePlace;
  readonly records: number;
}

/** What a conversion came to. */
export interface ConvertedCounts {
  readonly file: string;
  readonly records: number;
  readonly refused: number;
  readonly withdrawals?: number;
}

const kinds = { loss: 'loss', guess: 'guess', refusal: 'refused' } as const;

/** What the commands about other formats say, and their `--help`, in English. */
export const en = {
  help: {
    commands: {
      convert: 'convert records from another format',
      export: 'verify a batch in full, then release its records in another format',
    },
    notes: {
      convert: `
Reads CSV, ACNS notices (XML) or XARF reports (JSON), also in gzip, zstd or a mail, and writes records as JSON Lines,
which "pack" takes. Several inputs are read in order, and - is standard input. A mapping file (TOML or JSON) tells what
columns and words mean, what stands for values that the format does not have, and who is who; docs/formats.md explains
it, and --guess writes a first one. Nothing is lost or guessed in silence: each such thing is a note on its record, in
FILE as JSON Lines or else counted on standard error. What is not understood is refused. Where records are refused, no
file of records is written, unless --skip-refused leaves them out. Retracted notices and closed cases are refused, too;
--withdrawals lists the records that they take back.

Examples:
  scelle convert --guess day.csv --out partner.toml
  scelle convert --format csv --mapping partner.toml --check day.csv
  scelle convert --format csv --mapping partner.toml day.csv --out day.jsonl --notes day.notes.jsonl
  scelle convert --format acns --mapping partner.toml notices/*.xml --out day.jsonl`,
      export: `
The file appears only if the batch is accepted. With --out - the records go to standard output after a complete
verification; they are then read and verified a second time, and must be the same bytes. ACNS and XARF need a mapping
file with contacts. What a format has no place for is noted, record by record. CSV cells that a spreadsheet would take
for formulas get an apostrophe in front, which "convert" takes away again. Parquet is for analysts; --for provider gives
what a provider needs to find a subscriber, and nothing of the work.

Examples:
  scelle export tmg.arcom.music.000001.scelle --format csv --identity arcom.identity --signer tmg=tmg.pub --out day.csv
  scelle export tmg.arcom.music.000001.scelle --format acns --mapping partner.json --identity arcom.identity \\
    --signer tmg=tmg.pub --out day.xml --notes day.notes.jsonl`,
    },
  },
  noteCount: ({ kind, code, field, column, message, first, records }: NoteCount) =>
    `${records} × ${kinds[kind]} (${code}${field === '' ? '' : `, ${field}`}${column === undefined ? '' : `, column ${column}`}), first in ${first.input}, ${first.line === null ? '' : `line ${first.line}, `}record ${first.number}. ${message}`,
  moreNotes: (left: number) => `${left} more kinds of notes are not shown; --notes FILE keeps all of them.`,
  converted: ({ file, records, refused, withdrawals }: ConvertedCounts): readonly Line[] => [
    { text: `${file}: ${records} records.`, tone: 'good' },
    ...(refused === 0 ? [] : [{ text: `${refused} records were refused and left out.`, tone: 'warning' } as const]),
    ...(withdrawals === undefined
      ? []
      : [`${withdrawals} records are taken back; the list of withdrawals names them.`]),
  ],
  guessed: ({ file, decisions }: { readonly file: string; readonly decisions: number }): readonly Line[] => [
    { text: `${file}: a mapping.`, tone: 'good' },
    ...(decisions === 0
      ? []
      : [{ text: `Decisions that it leaves to you, marked DECIDE: ${decisions}.`, tone: 'warning' } as const]),
  ],
  checked: ({ records, refused }: Pick<ConvertedCounts, 'records' | 'refused'>): Line =>
    `${records} records would be written, ${refused} would be refused. Nothing was written. The first ones:`,
};
