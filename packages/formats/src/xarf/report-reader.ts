import { quoteUntrusted } from '@scelle/core/internal';
import type { Notes } from '../notes/note.ts';

/** Reads the members of an object by name, and notes those that nobody asked for. */
export class ReportReader {
  readonly #members: Readonly<Record<string, unknown>>;
  readonly #path: string;
  readonly #notes: Notes;
  readonly #asked = new Set<string>();

  constructor(members: object, path: string, notes: Notes) {
    this.#members = members as Readonly<Record<string, unknown>>;
    this.#path = path;
    this.#notes = notes;
  }

  /** A text; null where it is absent. Anything else refuses the record. */
  text(name: string): string | null {
    const value = this.#take(name);
    return typeof value === 'string' ? value : this.#absent(name, value);
  }

  /** A number that a record can hold; null where it is absent. Anything else refuses the record. */
  integer(name: string): number | null {
    const value = this.#take(name);
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : this.#absent(name, value);
  }

  /** The texts of a list; none where it is absent. */
  texts(name: string): readonly string[] {
    const value = this.#take(name);
    if (Array.isArray(value)) return value.filter((element) => typeof element === 'string');
    this.#absent(name, value);
    return [];
  }

  /** An object within; null where it is absent. */
  object(name: string): ReportReader | null {
    const value = this.#take(name);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? new ReportReader(value, this.#pathOf(name), this.#notes) : this.#absent(name, value);
  }

  noteUnread(): void {
    for (const [name, value] of Object.entries(this.#members)) {
      if (!this.#asked.has(name) && value !== null) this.#notes.loss('left-out', this.#pathOf(name));
    }
  }

  #take(name: string): unknown {
    this.#asked.add(name);
    return Object.hasOwn(this.#members, name) ? this.#members[name] : undefined;
  }

  #absent(name: string, value: unknown): null {
    if (value !== undefined && value !== null) this.#notes.refuse('value-invalid', this.#pathOf(name));
    return null;
  }

  #pathOf(name: string): string {
    const own = quoteUntrusted(name);
    return this.#path === '' ? own : `${this.#path}.${own}`;
  }
}
