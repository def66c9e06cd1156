import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { decompressFrames, toSystemCode } from '@scelle/core/internal';
import { FormatsError } from '../errors/formats-error.ts';

/** How the text of an input is encoded, unless a byte order mark tells otherwise. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/**
 * The text of an input, piece by piece, without a byte order mark: decompressed where it is gzip or zstd, and in the
 * encoding that a byte order mark tells, or else in the one given. Throws `input-not-text`, because what is not in the
 * encoding would come out as other characters; `input-damaged` where compressed bytes are broken or cut off; and
 * `input-kind` for a spreadsheet or another file that has a way out.
 */
export async function* openText(
  source: AsyncIterable<Uint8Array>,
  encoding: TextEncoding = 'utf-8',
): AsyncGenerator<string, void> {
  const { head, rest } = await takeHead(openBytes(source));
  yield* decode(rest, findTextMark(head) ?? encoding);
}

/** The bytes of an input, decompressed where they are compressed. Throws `input-damaged` and `input-kind`. */
export async function* openBytes(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  const { head, rest } = await takeHead(decompress(source));
  const other = findKind(head, otherKinds);
  if (other !== null) throw new FormatsError('input-kind', { found: other });
  yield* rest;
}

/** The encoding that a byte order mark tells; null where there is none. */
export function findTextMark(head: Uint8Array): TextEncoding | null {
  return findKind(head, marks);
}

/** Bytes by which a kind of file begins. */
type Signatures<Kind> = readonly { readonly bytes: readonly number[]; readonly kind: Kind }[];

const compressed: Signatures<'gzip' | 'zstd'> = [
  { bytes: [0x1f, 0x8b], kind: 'gzip' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], kind: 'zstd' },
];

const marks: Signatures<TextEncoding> = [
  { bytes: [0xef, 0xbb, 0xbf], kind: 'utf-8' },
  { bytes: [0xff, 0xfe], kind: 'utf-16le' },
  { bytes: [0xfe, 0xff], kind: 'utf-16be' },
];

const otherKinds: Signatures<string> = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], kind: 'XLSX/ODS/ZIP' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], kind: 'XLS' },
  { bytes: [0x25, 0x50, 0x44, 0x46], kind: 'PDF' },
];

function findKind<Kind>(head: Uint8Array, signatures: Signatures<Kind>): Kind | null {
  return signatures.find(({ bytes }) => bytes.every((byte, index) => head[index] === byte))?.kind ?? null;
}

const HEAD = 4;

/** The first bytes of a stream, and the stream with them. */
async function takeHead(
  source: AsyncIterable<Uint8Array>,
): Promise<{ readonly head: Uint8Array; readonly rest: AsyncGenerator<Uint8Array, void> }> {
  const iterator = source[Symbol.asyncIterator]();
  const pieces: Uint8Array[] = [];
  let length = 0;
  while (length < HEAD) {
    const { value, done } = await iterator.next();
    if (done) break;
    pieces.push(value);
    length += value.length;
  }
  return { head: Buffer.concat(pieces).subarray(0, HEAD), rest: chain(pieces, iterator) };
}

async function* chain(pieces: readonly Uint8Array[], iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* pieces;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}

/** The bytes, decompressed where they are compressed. */
async function* decompress(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  const { head, rest } = await takeHead(source);
  const kind = findKind(head, compressed);
  if (kind === null) return yield* rest;
  try {
    yield* kind === 'gzip' ? gunzip(rest) : unpackFrames(rest);
  } catch (error) {
    const code = toSystemCode(error) ?? (error as { readonly code?: string }).code ?? '';
    throw /^(?:Z_|zstd-)/.test(code) ? new FormatsError('input-damaged', { found: kind }, { cause: error }) : error;
  }
}

async function* gunzip(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  const output = createGunzip();
  const input = Readable.from(source);
  const work = pipeline(input, output);
  work.catch(() => undefined);
  try {
    for await (const piece of output) yield piece as Uint8Array;
    await work;
  } finally {
    output.destroy();
    input.destroy();
  }
}

/** By frames, as the payload of a batch: `node:zlib` ends without a word where one is cut off, or another one follows. */
async function* unpackFrames(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  // The pieces are lent; whoever looks for the encoding keeps some.
  for await (const piece of decompressFrames(source, { limit: Number.MAX_SAFE_INTEGER })) yield new Uint8Array(piece);
}

async function* decode(source: AsyncIterable<Uint8Array>, encoding: TextEncoding): AsyncGenerator<string, void> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const decodeBytes = (bytes?: Uint8Array) => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch (error) {
      throw toTextError(error, encoding);
    }
  };
  for await (const bytes of source) yield decodeBytes(bytes);
  yield decodeBytes();
}

function toTextError(cause: unknown, expected: TextEncoding): FormatsError {
  return new FormatsError('input-not-text', { expected }, { cause });
}
