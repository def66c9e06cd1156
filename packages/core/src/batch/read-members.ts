import { quoteUntrusted } from '../canonical/encoding.ts';
import { BLOCK_BYTES, END_MARK_BYTES, parseInnerHeader } from '../container/inner-tar.ts';
import { isZero, type MemberHeader, paddingAfter } from '../container/ustar-header.ts';
import { CoreError } from '../errors/core-error.ts';
import { allocateMemory } from '../io/own-memory.ts';

/** A member of the inner tar whose content is still to be read. */
export interface OpenMember {
  readonly name: string;
  /** Length in bytes, as the header announces it. */
  readonly size: number;
  /**
   * The whole content, in memory that `allocate` gives, or in memory of our own. Throws `content-member-too-large`,
   * before memory is taken, where it is longer than `limit`.
   */
  read(limit: number, allocate?: (length: number) => Uint8Array): Promise<Uint8Array>;
}

/**
 * Reads the members of an inner tar of exactly `contentBytes` bytes. Each member must be read before the next is
 * asked for. Every byte that is not the content of a member is looked at: headers are canonical, padding is zero, and
 * the two zero blocks stand at the very end; nothing can hide before, between or behind the members, and what passes all
 * tools read alike. Throws `content-tar-invalid`, `content-member-invalid` or `content-length`, and whatever `content`
 * throws. Source: docs/format.md § Inner tar.
 */
export async function* readMembers(
  content: AsyncIterable<Uint8Array>,
  contentBytes: number,
): AsyncGenerator<OpenMember, void> {
  const reader = new ContentReader(content);
  const tar: OpenTar = { reader, contentBytes, block: new Uint8Array(BLOCK_BYTES) };
  try {
    for (let header = await readHeader(tar); header !== null; header = await readHeader(tar)) {
      const { name, size } = header;
      yield { name, size, read: (limit, allocate) => readBody(tar, { name, size, limit, allocate }) };
    }
  } finally {
    await reader.close();
  }
}

interface OpenTar {
  readonly reader: ContentReader;
  readonly contentBytes: number;
  /** For what is looked at, and not kept. */
  readonly block: Uint8Array;
}

/** The next header, or null where the end mark begins, which the rest of the tar must then be. */
async function readHeader(tar: OpenTar): Promise<MemberHeader | null> {
  const { reader, block, contentBytes } = tar;
  const start = reader.position;
  const filled = await reader.readInto(block);
  if (start + END_MARK_BYTES > contentBytes || (filled === 0 && start > 0)) throw invalidTar('no end mark');
  if (filled < block.length) throw invalidTar('an end within a header');
  if (isZero(block)) {
    await readZeros(tar, Number.POSITIVE_INFINITY);
    const isExact = reader.position === contentBytes && start + END_MARK_BYTES === contentBytes;
    if (!isExact) throw wrongLength(Math.max(reader.position, start + END_MARK_BYTES), contentBytes);
    return null;
  }
  if (start + END_MARK_BYTES === contentBytes) throw invalidTar('no end mark');
  const header = parseInnerHeader(block);
  if (header === null) throw new CoreError('content-member-invalid', { member: nameIn(block) });
  return header;
}

interface BodyOptions extends MemberHeader {
  readonly limit: number;
  readonly allocate?: ((length: number) => Uint8Array) | undefined;
}

async function readBody(tar: OpenTar, { name, size, limit, allocate }: BodyOptions): Promise<Uint8Array> {
  if (size > limit) throw new CoreError('content-member-too-large', { member: quoteMember(name), found: size, limit });
  const body = (allocate ?? allocateMemory)(size);
  if ((await tar.reader.readInto(body)) < size) throw invalidTar('an end within a member');
  await readZeros(tar, paddingAfter(size));
  return body;
}

/** Reads `length` bytes, or what there is, all of which must be zero. */
async function readZeros({ reader }: OpenTar, length: number): Promise<void> {
  for (let left = length; left > 0; ) {
    const bytes = await reader.view(left);
    if (bytes.length === 0) return;
    if (!isZero(bytes)) throw invalidTar('bytes that are not zero');
    left -= bytes.length;
  }
}

function invalidTar(found: string): CoreError {
  return new CoreError('content-tar-invalid', { found });
}

function wrongLength(found: number, expected: number): CoreError {
  return new CoreError('content-length', { found, expected });
}

/** The name in an untrusted header, safe to show. */
function nameIn(block: Uint8Array): string {
  return quoteMember(Buffer.from(block.subarray(0, 100)).toString('utf8').split('\0', 1)[0]!);
}

/** A name from an untrusted tar, safe to show. */
export function quoteMember(name: string): string {
  return quoteUntrusted(name, 100);
}

/**
 * Reads a stream of pieces in lengths of its own. A piece is used only until the next one is asked for: what is read is
 * copied, but for a view that is valid until the next call.
 */
class ContentReader {
  readonly #pieces: AsyncIterator<Uint8Array>;
  #piece: Uint8Array = new Uint8Array();
  #position = 0;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#pieces = source[Symbol.asyncIterator]();
  }

  /** Bytes read so far. */
  get position(): number {
    return this.#position;
  }

  /** Fills `target`, as far as there are bytes, and gives how many there were. */
  async readInto(target: Uint8Array): Promise<number> {
    let filled = 0;
    while (filled < target.length) {
      const view = await this.view(target.length - filled);
      if (view.length === 0) break;
      target.set(view, filled);
      filled += view.length;
    }
    return filled;
  }

  /** The next bytes, at most `length` of them; none only at the end. They are valid until the next call. */
  async view(length: number): Promise<Uint8Array> {
    while (this.#piece.length === 0) {
      const next = await this.#pieces.next();
      if (next.done) return this.#piece;
      this.#piece = next.value;
    }
    const view = this.#piece.subarray(0, length);
    this.#piece = this.#piece.subarray(view.length);
    this.#position += view.length;
    return view;
  }

  /** Tells the source that no more will be read. */
  async close(): Promise<void> {
    await this.#pieces.return?.();
  }
}
