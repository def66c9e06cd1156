import { parsePaddedBase64 } from '../canonical/encoding.ts';
import { CoreError } from '../errors/core-error.ts';

const BEGIN = '-----BEGIN AGE ENCRYPTED FILE-----';
const END = '-----END AGE ENCRYPTED FILE-----';
const COLUMNS = 64;
const BYTES_PER_LINE = 48;
const MAX_LINE = 1024;

/** The armored form of a file (age.md § ASCII armor). */
export function encodeArmor(bytes: Uint8Array): Uint8Array {
  const lines = [BEGIN];
  for (let start = 0; start < bytes.length; start += BYTES_PER_LINE) {
    lines.push(Buffer.from(bytes.subarray(start, start + BYTES_PER_LINE)).toString('base64'));
  }
  return new Uint8Array(Buffer.from(`${[...lines, END].join('\n')}\n`));
}

/** Whether a file begins, after white space, as an armored one does. */
export function isArmored(bytes: Uint8Array): boolean {
  return Buffer.from(bytes).toString('latin1', 0, MAX_LINE).trimStart().startsWith(BEGIN);
}

/**
 * The binary form of an armored file. White space is accepted around it, and CRLF for LF; otherwise only what
 * `encodeArmor` writes. Throws `age-armor-invalid` with the line.
 */
export async function* decodeArmor(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const decoder = new ArmorDecoder();
  let pending = '';
  for await (const piece of source) {
    const lines = (pending + Buffer.from(piece).toString('latin1')).split('\n');
    pending = lines.pop() ?? '';
    const parts = lines.map((line) => decoder.push(line));
    // No line of an armor is that long, so a file without newlines is not collected.
    if (pending.length > MAX_LINE) decoder.refuse();
    yield Buffer.concat(parts);
  }
  yield decoder.push(pending);
  decoder.finish();
}

/** Judges an armored file line by line. */
class ArmorDecoder {
  #state: 'before' | 'full-lines' | 'short-line' | 'after' = 'before';
  #line = 0;

  /** The bytes that the line stands for. */
  push(ended: string): Uint8Array {
    this.#line += 1;
    const line = ended.endsWith('\r') ? ended.slice(0, -1) : ended;
    if (this.#state === 'full-lines' || this.#state === 'short-line') return this.#pushInside(line);
    if (this.#state === 'before' && line === BEGIN) this.#state = 'full-lines';
    else if (line.trim() !== '') this.refuse();
    return new Uint8Array(0);
  }

  finish(): void {
    if (this.#state !== 'after') this.refuse();
  }

  refuse(): never {
    throw new CoreError('age-armor-invalid', { line: Math.max(this.#line, 1) });
  }

  #pushInside(line: string): Uint8Array {
    if (line === END) {
      this.#state = 'after';
      return new Uint8Array(0);
    }
    const bytes = parsePaddedBase64(line);
    const wrongLength = line.length === 0 || line.length > COLUMNS || this.#state === 'short-line';
    if (bytes === null || wrongLength) return this.refuse();
    if (bytes.length < BYTES_PER_LINE) this.#state = 'short-line';
    return bytes;
  }
}
