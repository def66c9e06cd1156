import type { WindowText } from '../recogniser/line-scanner.ts';

/** A text, how often it was met, and in which line first. */
export interface TallyEntry {
  readonly text: string;
  readonly line: number;
  count: number;
}

interface CachedEntry {
  readonly bytes: Uint8Array;
  readonly entry: TallyEntry;
}

const CACHE_SIZE = 256;

/**
 * Counts texts, few of which are met many times, such as names. Their bytes are compared as they are: to make a string
 * of them takes longer than all else that is done for a line.
 */
export class TextTally {
  readonly #entries = new Map<string, TallyEntry>();
  /** Of the texts that share a place, the one that was met last. */
  readonly #cache: (CachedEntry | undefined)[] = Array(CACHE_SIZE);

  /** In the order in which they were met first. */
  get entries(): Iterable<TallyEntry> {
    return this.#entries.values();
  }

  /** Counts a text that was met in a line. */
  add(text: string, line: number): TallyEntry {
    const entry = this.#entries.get(text) ?? { text, line, count: 0 };
    if (entry.count === 0) this.#entries.set(text, entry);
    entry.count += 1;
    return entry;
  }

  /** Counts the text that is in UTF-8 from `start` to `end`. */
  addBytes(bytes: WindowText, start: number, end: number, line: number): void {
    const place = findPlace(bytes, start, end);
    const cached = this.#cache[place];
    if (cached !== undefined && isSame(cached.bytes, bytes, start, end)) {
      cached.entry.count += 1;
    } else {
      const entry = this.add(bytes.toString('utf8', start, end), line);
      this.#cache[place] = { bytes: Uint8Array.from(bytes.subarray(start, end)), entry };
    }
  }
}

/** Names differ in their length, where they begin, or where they end. */
function findPlace(bytes: Uint8Array, start: number, end: number): number {
  return (31 * (end - start) + 7 * bytes[start]! + bytes[end - 1]!) % CACHE_SIZE;
}

function isSame(known: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (known.length !== end - start) return false;
  for (let at = 0; at < known.length; at += 1) if (known[at] !== bytes[start + at]) return false;
  return true;
}
