import { quoteUntrusted } from '@scelle/core/internal';
import { Notes } from '../notes/note.ts';
import type { Element } from './read-notices.ts';

/**
 * Reads an element by names, and notes what nobody asked for: what stands in a notice and does not get into a record is
 * never left out in silence.
 */
export class ElementReader {
  readonly #element: Element;
  readonly #path: string;
  readonly #notes: Notes;
  readonly #asked = new Set<string>();
  readonly #readers: ElementReader[] = [];

  constructor(element: Element, path: string, notes: Notes) {
    this.#element = element;
    this.#path = path;
    this.#notes = notes;
  }

  /** All children of that name. */
  children(name: string): readonly Element[] {
    this.#asked.add(name);
    return this.#element.children.filter((child) => child.name === name);
  }

  /** The one child of that name; further ones are noted where they are the same, and refuse the record where not. */
  child(name: string): ElementReader | null {
    const [first, ...others] = this.children(name);
    if (first === undefined) return null;
    const own = others.length === 0 ? '' : JSON.stringify(first);
    if (others.some((other) => JSON.stringify(other) !== own)) this.#notes.refuseValue(this.#pathOf(name), 'once');
    else if (others.length > 0) this.#notes.loss('further-left-out', this.#pathOf(name));
    const reader = new ElementReader(first, this.#pathOf(name), this.#notes);
    this.#readers.push(reader);
    return reader;
  }

  /** The same, of which nothing is noted, because somebody else will read it. */
  peek(name: string): ElementReader | null {
    const found = this.#element.children.find((child) => child.name === name);
    return found === undefined ? null : new ElementReader(found, this.#pathOf(name), new Notes());
  }

  /** The text of the first child of that name; null where there is none, or nothing in it. */
  textOf(name: string): string | null {
    return this.child(name)?.text ?? null;
  }

  /** The text of this element; null where it has none but a line end and indentation. */
  get text(): string | null {
    const { text, children } = this.#element;
    // What stands around an element is not one text.
    if (children.length > 0) return this.#notes.refuseValue(this.#path, 'plain');
    return text === '' || /^\s*\n\s*$/.test(text) ? null : text;
  }

  attribute(name: string): string | null {
    this.#asked.add(`@${name}`);
    return this.#element.attributes[name] ?? null;
  }

  /** Notes the children and attributes, here and below, that were not asked for and are not empty. */
  noteUnread(): void {
    const { attributes, children } = this.#element;
    const unread = [
      ...Object.keys(attributes).map((name) => `@${name}`),
      ...children.filter((child) => !isEmpty(child)).map(({ name }) => name),
    ].filter((name) => !this.#asked.has(name));
    for (const name of unread) this.#notes.loss('left-out', this.#pathOf(name));
    for (const reader of this.#readers) reader.noteUnread();
  }

  #pathOf(name: string): string {
    const own = quoteUntrusted(name);
    return this.#path === '' ? own : `${this.#path}/${own}`;
  }
}

function isEmpty({ text, attributes, children }: Element): boolean {
  return text.trim() === '' && Object.keys(attributes).length === 0 && children.every(isEmpty);
}
