import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { encodeUnpaddedBase64, parseUnpaddedBase64 } from '../canonical/encoding.ts';
import { CoreError } from '../errors/core-error.ts';
import { createSystemAead, NONCE_BYTES, TAG_BYTES } from './aead.ts';

/** Largest header that is read or written, in bytes (docs/format.md § Limits). */
const MAX_HEADER_BYTES = 65_536;

/** Most stanzas that a header may hold (docs/format.md § Limits). */
const MAX_STANZAS = 42;

/** The first line, without its newline (age.md § Version line). */
export const VERSION_LINE = 'age-encryption.org/v1';

/** An age header, not yet authenticated: only the file key shows whether its MAC is right. */
interface Header {
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

/** Bytes of the nonce with which a payload begins (age.md § Payload). */
export const PAYLOAD_NONCE_BYTES = 16;

/** What stands before the first chunk. */
export interface Prologue {
  readonly header: Uint8Array;
  readonly nonce: Uint8Array;
  /** What came after it in the same piece. */
  readonly rest: Uint8Array;
}

const NEWLINE = 0x0a;
const MAC_MARK = '\n---';

/** Collects header and payload nonce from pieces of any length, in a buffer of fixed size. */
export class PrologueCollector {
  readonly #bytes: Buffer = Buffer.alloc(MAX_HEADER_BYTES + PAYLOAD_NONCE_BYTES);
  #length = 0;
  #mark = -1;
  #end = -1;

  /** The prologue, or null while more bytes are needed. Throws `age-header-invalid` or `age-header-too-large`. */
  push(piece: Uint8Array): Prologue | null {
    const before = this.#length;
    const taken = piece.subarray(0, this.#bytes.length - before);
    this.#bytes.set(taken, before);
    this.#length += taken.length;
    this.#findEnd(before);
    const length = this.#end + PAYLOAD_NONCE_BYTES;
    if (this.#end === -1 || this.#length < length) return null;
    return {
      header: new Uint8Array(this.#bytes.subarray(0, this.#end)),
      nonce: new Uint8Array(this.#bytes.subarray(this.#end, length)),
      rest: piece.subarray(length - before),
    };
  }

  /** Throws for a source that ended within the prologue: `age-header-truncated`, or `age-header-invalid`. */
  refuseEnd(): never {
    this.#checkVersion();
    throw new CoreError('age-header-truncated', { at: this.#length });
  }

  /** The header ends with the first line that begins with `---`. What was searched before is not searched again. */
  #findEnd(before: number): void {
    const known = this.#bytes.subarray(0, this.#length);
    if (this.#mark === -1) this.#mark = known.indexOf(MAC_MARK, Math.max(before - MAC_MARK.length, 0));
    if (this.#mark !== -1 && this.#end === -1) {
      this.#end = known.indexOf(NEWLINE, Math.max(this.#mark + MAC_MARK.length, before)) + 1 || -1;
    }
    if (this.#end > MAX_HEADER_BYTES || (this.#end === -1 && this.#length >= MAX_HEADER_BYTES)) {
      this.#checkVersion();
      throw new CoreError('age-header-too-large', { limit: MAX_HEADER_BYTES });
    }
  }

  /** Another kind of file is called that, and not an age file that is too large or too short. */
  #checkVersion(): void {
    const expected = `${VERSION_LINE}\n`;
    const found = this.#bytes.toString('latin1', 0, Math.min(this.#length, expected.length));
    if (!expected.startsWith(found)) throw new CoreError('age-header-invalid', { line: 1 });
  }
}

/** One recipient stanza of an age header: the file key, wrapped for one recipient (age.md § Recipient stanza). */
export interface Stanza {
  /** The first argument: `X25519`, `mlkem768x25519`, `scrypt`, or anything that another tool has invented. */
  readonly type: string;
  /** The arguments after the type, each of visible ASCII characters. */
  readonly args: readonly string[];
  readonly body: Uint8Array;
}

/** Bytes of a file key (age.md § File key). */
export const FILE_KEY_BYTES = 16;

/** Bytes of a wrapped file key: the body of every native stanza. */
const WRAPPED_FILE_KEY_BYTES: number = FILE_KEY_BYTES + TAG_BYTES;

const ZERO_NONCE = new Uint8Array(NONCE_BYTES);

/** HKDF-SHA-256 with 32 bytes of output (age.md § Conventions). */
export function deriveKey(secret: Uint8Array, salt: Uint8Array, info: string | Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, salt, info, 32));
}

/** The key of the payload (age.md § Payload). */
export function derivePayloadKey(fileKey: Uint8Array, nonce: Uint8Array): Uint8Array {
  return deriveKey(fileKey, nonce, 'payload');
}

/** The MAC over the header up to and including its `---` mark (age.md § Header MAC). */
export function computeHeaderMac(fileKey: Uint8Array, authenticated: Uint8Array): Uint8Array {
  const key = deriveKey(fileKey, new Uint8Array(0), 'header');
  return new Uint8Array(createHmac('sha256', key).update(authenticated).digest());
}

/** Throws `age-mac-invalid` unless the header is the one that was made with this file key. */
export function verifyHeaderMac(fileKey: Uint8Array, authenticated: Uint8Array, mac: Uint8Array): void {
  if (!timingSafeEqual(computeHeaderMac(fileKey, authenticated), mac)) throw new CoreError('age-mac-invalid');
}

/** Wraps a file key under a key that is used only once, hence the nonce of zeros. */
export function wrapFileKey(fileKey: Uint8Array, key: Uint8Array, nonce: Uint8Array = ZERO_NONCE): Uint8Array {
  const body = new Uint8Array(WRAPPED_FILE_KEY_BYTES);
  createSystemAead(key).encrypt(nonce, fileKey, body);
  return body;
}

/** The file key, or null where the body was made with another key. The caller has checked the length of the body. */
export function unwrapFileKey(body: Uint8Array, key: Uint8Array, nonce: Uint8Array = ZERO_NONCE): Uint8Array | null {
  return createSystemAead(key).decrypt(nonce, body);
}

/**
 * The first argument of a native stanza, decoded: a key share or a salt. Throws `age-stanza-invalid` where the number
 * of arguments, the length of the share or that of the body is wrong. The body is judged before anything is
 * decrypted, against partitioning oracles (age.md § Native recipient types).
 */
export function parseStanzaArgument(
  stanza: Stanza,
  expected: { readonly args: number; readonly bytes: number },
): Uint8Array {
  const share = parseUnpaddedBase64(stanza.args[0] ?? '');
  const wellFormed =
    stanza.args.length === expected.args &&
    share?.length === expected.bytes &&
    stanza.body.length === WRAPPED_FILE_KEY_BYTES;
  if (!wellFormed) throw new CoreError('age-stanza-invalid', { name: stanza.type });
  return share;
}
