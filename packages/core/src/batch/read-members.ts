import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract, type Header } from 'tar-stream';
import { CoreError } from '../errors/core-error.ts';
import { ScelleError } from '../errors/scelle-error.ts';
import { END_MARK_BYTES, MEMBER_MODE, memberBytes } from './inner-tar.ts';

/** A member of the inner tar whose content is still to be read. */
export interface OpenMember {
  readonly name: string;
  /** Length in bytes, as the header announces it. */
  readonly size: number;
  /** The whole content. Throws `content-member-too-large`, before memory is taken, where it is longer than `limit`. */
  read(limit: number): Promise<Uint8Array>;
}

/**
 * Reads the members of an inner tar of exactly `contentBytes` bytes. Each member must be read before the next is
 * asked for. Nothing can hide between or behind the members: their lengths add up to that of the whole.
 * Throws `content-tar-invalid`, `content-member-invalid` or `content-length`, and whatever `content` throws.
 * Source: docs/format.md § Inner tar.
 */
export async function* readMembers(
  content: AsyncIterable<Uint8Array>,
  contentBytes: number,
): AsyncGenerator<OpenMember, void> {
  const tar = extract();
  const length = { found: 0 };
  // A failure of the source destroys `tar`, and so reaches whoever iterates; here it only must not go unhandled.
  const fed = pipeline(Readable.from(countBytes(content, length)), tar).catch(() => undefined);
  let implied = END_MARK_BYTES;
  try {
    for await (const entry of tar) {
      const { name, size } = checkHeader(entry.header);
      implied += memberBytes(size);
      yield { name, size, read: (limit) => readBody(entry, name, size, limit) };
    }
  } catch (error) {
    if (error instanceof ScelleError) throw error;
    throw new CoreError('content-tar-invalid', { found: (error as Error).message }, { cause: error });
  } finally {
    tar.destroy();
    await fed;
  }
  if (length.found !== contentBytes || implied !== contentBytes) {
    throw new CoreError('content-length', { found: Math.max(length.found, implied), expected: contentBytes });
  }
}

async function* countBytes(content: AsyncIterable<Uint8Array>, length: { found: number }): AsyncGenerator<Uint8Array> {
  for await (const bytes of content) {
    length.found += bytes.length;
    yield bytes;
  }
}

function checkHeader(header: Header): { name: string; size: number } {
  const { name, size } = header;
  const isPlainFile =
    header.type === 'file' &&
    header.mode === MEMBER_MODE &&
    header.mtime?.getTime() === 0 &&
    header.linkname === null &&
    header.pax === null &&
    Number.isSafeInteger(size);
  if (!isPlainFile) throw new CoreError('content-member-invalid', { member: quoteMember(name) });
  return { name, size: size! };
}

async function readBody(entry: AsyncIterable<unknown>, name: string, size: number, limit: number): Promise<Uint8Array> {
  if (size > limit) throw new CoreError('content-member-too-large', { member: quoteMember(name), found: size, limit });
  const body = new Uint8Array(size);
  let position = 0;
  for await (const bytes of entry as AsyncIterable<Uint8Array>) {
    body.set(bytes, position);
    position += bytes.length;
  }
  return body;
}

/** A name from an untrusted tar, safe to show. */
export function quoteMember(name: string): string {
  return JSON.stringify(name.slice(0, 100)).slice(1, -1);
}
