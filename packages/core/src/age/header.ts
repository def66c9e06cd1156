import { CoreError } from '../errors/core-error.ts';
import { encodeUnpaddedBase64, parseUnpaddedBase64 } from './base64.ts';
import { computeHeaderMac } from './file-key.ts';
import type { Stanza } from './stanza.ts';

/** Largest header that is read or written, in bytes (docs/format.md § Limits). */
export const MAX_HEADER_BYTES = 65_536;

/** Most stanzas that a header may hold (docs/format.md § Limits). */
const MAX_STANZAS = 42;

/** The first line, without its newline (age.md § Version line). */
export const VERSION_LINE = 'age-encryption.org/v1';

/** An age header, not yet authenticated: only the file key shows whether its MAC is right. */
export interface Header {
  readonly stanzas: readonly Stanza[];
  readonly mac: Uint8Array;
  /** The bytes that the MAC covers: the header up to and including `---`. */
  readonly authenticated: Uint8Array;
}

const COLUMNS = 64;
const BODY_BYTES_PER_LINE = 48;
const MAC_BYTES = 32;
const ARGUMENT = /^[!-~]+$/;
const MAC_LINE = /^--- (.{43})$/;
const MAC_TEXT_BYTES = ' \n'.length + 43;

/** The bytes of a header with these stanzas, authenticated with the file key (age.md § Header). */
export function encodeHeader(stanzas: readonly Stanza[], fileKey: Uint8Array): Uint8Array {
  const authenticated = Buffer.from(`${VERSION_LINE}\n${stanzas.map(encodeStanza).join('')}---`, 'latin1');
  const mac = encodeUnpaddedBase64(computeHeaderMac(fileKey, authenticated));
  return new Uint8Array(Buffer.concat([authenticated, Buffer.from(` ${mac}\n`, 'latin1')]));
}

/**
 * Parses the bytes of a whole header, from the version line to the newline after the MAC, by the grammar of age.md
 * § ABNF definition of file header. Throws `age-header-invalid` with the line, `age-header-too-large`,
 * `age-too-many-stanzas`, or `age-scrypt-mixed` where a passphrase stanza is not alone (age.md § scrypt recipient
 * stanza).
 */
export function parseHeader(bytes: Uint8Array): Header {
  if (bytes.length > MAX_HEADER_BYTES) throw new CoreError('age-header-too-large', { limit: MAX_HEADER_BYTES });
  const lines = new Lines(Buffer.from(bytes).toString('latin1').split('\n'));
  if (lines.take() !== VERSION_LINE) lines.refuse();
  const stanzas: Stanza[] = [];
  while (lines.next.startsWith('-> ')) {
    if (stanzas.length === MAX_STANZAS) throw new CoreError('age-too-many-stanzas', { limit: MAX_STANZAS });
    stanzas.push(parseStanza(lines));
  }
  const mac = parseUnpaddedBase64(MAC_LINE.exec(lines.take())?.[1] ?? '');
  if (stanzas.length === 0 || mac?.length !== MAC_BYTES) return lines.refuse();
  lines.finish();
  if (stanzas.length > 1 && stanzas.some(({ type }) => type === 'scrypt')) throw new CoreError('age-scrypt-mixed');
  return { stanzas, mac, authenticated: bytes.subarray(0, bytes.length - MAC_TEXT_BYTES) };
}

function encodeStanza({ type, args, body }: Stanza): string {
  const lines = [`-> ${[type, ...args].join(' ')}`];
  // One line more than the full ones: the body ends with a short line, empty if need be.
  for (let start = 0; start <= body.length; start += BODY_BYTES_PER_LINE) {
    lines.push(encodeUnpaddedBase64(body.subarray(start, start + BODY_BYTES_PER_LINE)));
  }
  return `${lines.join('\n')}\n`;
}

function parseStanza(lines: Lines): Stanza {
  const [type = '', ...args] = lines.take().slice('-> '.length).split(' ');
  if (![type, ...args].every((argument) => ARGUMENT.test(argument))) lines.refuse();
  const body: Uint8Array[] = [];
  let columns: number;
  do {
    const line = lines.take();
    columns = line.length;
    const part = parseUnpaddedBase64(line);
    if (part === null || columns > COLUMNS) return lines.refuse();
    body.push(part);
  } while (columns === COLUMNS);
  return { type, args, body: new Uint8Array(Buffer.concat(body)) };
}

/** The lines of a header, each of which ends with a newline, and the position among them. */
class Lines {
  readonly #lines: readonly string[];
  #position = 0;

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  /** The line that comes next; an empty one at the end. */
  get next(): string {
    return this.#lines[this.#position] ?? '';
  }

  take(): string {
    const line = this.next;
    this.#position += 1;
    if (this.#position >= this.#lines.length) this.refuse();
    return line;
  }

  /** Refuses the line that was taken last. */
  refuse(): never {
    throw new CoreError('age-header-invalid', { line: Math.max(this.#position, 1) });
  }

  /** Refuses anything after the last newline. */
  finish(): void {
    if (this.#position !== this.#lines.length - 1 || this.next !== '') this.refuse();
  }
}
