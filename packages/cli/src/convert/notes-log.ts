import { describeNote, type Note } from '@scelle/formats';
import type { CommandContext } from '../kernel/context.ts';
import type { Tone } from '../kernel/line.ts';
import { en, type NoteCount } from './en.ts';
import { fr } from './fr.ts';
import { createFileTarget, type RecordTarget } from './record-target.ts';

const texts = { en, fr };

const tones: Readonly<Record<Note['kind'], Tone | null>> = { loss: null, guess: null, refusal: 'warning' };

/**
 * Keeps what a conversion noted on each record: in a file as JSON Lines, or without one on standard error. Nothing of a
 * record's content is in it. Made for `await using`.
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

  /** `path` is a new file, or undefined for standard error. Throws the codes of `createPublishedFile`. */
  static async create(context: CommandContext, path: string | undefined): Promise<NotesLog> {
    return new NotesLog(context, path === undefined ? null : await createFileTarget(context, path));
  }

  /** How many records were refused. */
  get refused(): number {
    return this.#refused;
  }

  /** What was noted, and how often. */
  get counts(): readonly NoteCount[] {
    return [...this.#counts.values()];
  }

  /** Takes the notes on the record of that number, from 1, in the input. */
  async take(input: string, number: number, notes: readonly Note[]): Promise<void> {
    for (const note of notes) {
      this.#count(note);
      await this.#write(input, number, note);
    }
    if (notes.some(({ kind }) => kind === 'refusal')) this.#refused += 1;
  }

  /** Gives the file its name. */
  async finish(): Promise<void> {
    await this.#file?.finish();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file?.[Symbol.asyncDispose]();
  }

  #count({ kind, code, field }: Note): void {
    const key = `${code} ${field}`;
    const records = (this.#counts.get(key)?.records ?? 0) + 1;
    this.#counts.set(key, { kind, code, field, records });
  }

  async #write(input: string, number: number, note: Note): Promise<void> {
    const { terminal, language } = this.#context;
    const { kind, code, field } = note;
    const message = describeNote(note, language);
    if (this.#file !== null) {
      const document = { input, record: number, kind, code, field, message };
      return this.#file.append(Buffer.from(`${JSON.stringify(document)}\n`));
    }
    const text = texts[language].conversionNote({ input, number, kind, code, field, message });
    const tone = tones[kind];
    terminal.notice(tone === null ? text : { text, tone });
  }
}
