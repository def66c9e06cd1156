import { describeNote, type Note } from '@scelle/formats';
import type { CommandContext } from '../kernel/context.ts';
import type { Line } from '../kernel/line.ts';
import { en, type NoteCount, type NotePlace } from './en.ts';
import { fr } from './fr.ts';
import { createFileTarget, type RecordTarget } from './record-target.ts';

const texts = { en, fr };

/** Kinds of notes that are told apart; names of columns and elements come from the input, which may have any number. */
const MAX_KINDS = 1_000;

/** Kinds of notes that are shown on a terminal or in a mail of cron. */
const MAX_SHOWN = 40;

/**
 * Keeps what a conversion noted: each note in a file as JSON Lines, or without one a summary on standard error, a line for
 * each kind of note. Nothing of a record's content is in it. Made for `await using`.
 */
export class NotesLog implements AsyncDisposable {
  readonly #context: CommandContext;
  readonly #file: RecordTarget | null;
  readonly #counts = new Map<string, NoteCount>();
  #refused = 0;

  private constructor(context: CommandContext, file: RecordTarget | null) {
    this.#context = context;
    this.#file = file;
  }

  /** `path` is a new file, or undefined for a summary. Throws the codes of `createPublishedFile`. */
  static async create(context: CommandContext, path: string | undefined): Promise<NotesLog> {
    return new NotesLog(context, path === undefined ? null : await createFileTarget(context, path));
  }

  /** How many records were refused. */
  get refused(): number {
    return this.#refused;
  }

  /** Why records were refused, by code and field. */
  get reasons(): string {
    const refusals = this.counts.filter(({ kind }) => kind === 'refusal');
    const shown = refusals.slice(0, 3).map(({ code, field }) => (field === '' ? code : `${code}, ${field}`));
    return refusals.length > shown.length ? `${shown.join('; ')}; …` : shown.join('; ');
  }

  /** What was noted, how often, and where first. */
  get counts(): readonly NoteCount[] {
    return [...this.#counts.values()];
  }

  /** Takes the notes on the record at that place. */
  async take(place: NotePlace, notes: readonly Note[]): Promise<void> {
    for (const note of notes) {
      this.#count(place, note);
      await this.#write(place, note);
    }
    if (notes.some(({ kind }) => kind === 'refusal')) this.#refused += 1;
  }

  /** Gives the file its name, or shows the summary. */
  async finish(): Promise<void> {
    if (this.#file === null) for (const line of this.#summarise()) this.#context.terminal.notice(line);
    else await this.#file.finish();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file?.[Symbol.asyncDispose]();
  }

  #count(first: NotePlace, note: Note): void {
    const { kind, code } = note;
    const expected = note.kind === 'refusal' ? (note.expected ?? '') : '';
    const own = `${code} ${note.field} ${expected}`;
    const isKept = this.#counts.has(own) || this.#counts.size < MAX_KINDS;
    const field = isKept ? note.field : '…';
    const key = isKept ? own : `${code} …`;
    const known = this.#counts.get(key);
    const message = known?.message ?? describeNote(note, this.#context.language);
    const column = note.column === undefined ? {} : { column: note.column };
    this.#counts.set(key, known ?? { kind, code, field, ...column, message, first, records: 0 });
    const count = this.#counts.get(key)!;
    this.#counts.set(key, { ...count, records: count.records + 1 });
  }

  /** What refused records comes last, where it is seen. */
  #summarise(): readonly Line[] {
    const { noteCount, moreNotes } = texts[this.#context.language];
    const order = ['loss', 'guess', 'refusal'] as const;
    const sorted = order.flatMap((wanted) => this.counts.filter(({ kind }) => kind === wanted));
    const left = Math.max(0, sorted.length - MAX_SHOWN);
    const lines = sorted.slice(left).map((count): Line => {
      const text = noteCount(count);
      return count.kind === 'refusal' ? { text, tone: 'warning' } : text;
    });
    return left === 0 ? lines : [moreNotes(left), ...lines];
  }

  async #write({ input, number, line }: NotePlace, note: Note): Promise<void> {
    if (this.#file === null) return;
    const { kind, code, field, column } = note;
    const message = describeNote(note, this.#context.language);
    const where = { ...(line !== null && { line }), ...(column !== undefined && { column }) };
    const document = { input, record: number, kind, code, field, ...where, message };
    await this.#file.append(Buffer.from(`${JSON.stringify(document)}\n`));
  }
}
