import type { Note } from '@scelle/formats';
import { formatTable, type Line } from '../kernel/line.ts';

/** How often something was noted. */
export interface NoteCount {
  readonly kind: Note['kind'];
  readonly code: string;
  readonly field: string;
  readonly records: number;
}

const kinds = { loss: 'loss', guess: 'guess', refusal: 'refused' } as const;

/** What the commands about other formats say, and their `--help`, in English. */
export const en = {
  help: {
    commands: {
      convert: 'make records of what is in another format',
      export: 'verify a batch in full, then release its records in another format',
    },
    notes: {
      convert: `
Reads CSV, ACNS notices (XML) or XARF reports (JSON), and writes records as JSON Lines, which "pack" takes. Several
inputs are read in order, and - is standard input. A mapping file tells what columns mean, what stands for values that
the format does not have, and who is who; docs/formats.md explains it. Nothing is lost or guessed in silence: each such
thing is a note on its record, in FILE as JSON Lines or else on standard error. Where records are refused, no file of
records is written, unless --skip-refused leaves them out.

Examples:
  scelle convert --format csv --mapping partner.json day.csv --out day.jsonl --notes day.notes.jsonl
  scelle convert --format acns --mapping partner.json notices/*.xml --out day.jsonl`,
      export: `
The file appears only if the batch is accepted. With --out - the records go to standard output after a complete
verification; they are then read and verified a second time, and must be the same bytes. ACNS and XARF need a mapping
file with contacts. What a format has no place for is noted, record by record. CSV cells that a spreadsheet would take
for formulas get an apostrophe in front, which "convert" takes away again.

Examples:
  scelle export tmg.arcom.music.000001.scelle --format csv --identity arcom.identity --signer tmg=tmg.pub --out day.csv
  scelle export tmg.arcom.music.000001.scelle --format acns --mapping partner.json --identity arcom.identity \\
    --signer tmg=tmg.pub --out day.xml --notes day.notes.jsonl`,
    },
  },
  conversionNote: ({
    input,
    number,
    kind,
    code,
    field,
    message,
  }: {
    readonly input: string;
    readonly number: number;
    readonly kind: NoteCount['kind'];
    readonly code: string;
    readonly field: string;
    readonly message: string;
  }) => `${input}, record ${number}: ${kinds[kind]} (${code}${field === '' ? '' : `, ${field}`}). ${message}`,
  converted: ({
    file,
    records,
    refused,
    notes,
  }: {
    readonly file: string;
    readonly records: number;
    readonly refused: number;
    readonly notes: readonly NoteCount[];
  }): readonly Line[] => [
    { text: `${file}: ${records} records.`, tone: 'good' },
    ...(refused === 0 ? [] : [{ text: `${refused} records were refused and left out.`, tone: 'warning' } as const]),
    ...formatTable(notes.map(({ kind, code, field, records: count }) => [`${count} ×`, kinds[kind], code, field])),
  ],
};
