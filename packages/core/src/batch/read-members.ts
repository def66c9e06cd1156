import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract, type Header } from 'tar-stream';
import { quoteUntrusted } from '../canonical/quote.ts';
import { isZero } from '../container/ustar-header.ts';
import { CoreError } from '../errors/core-error.ts';
import { ScelleError } from '../errors/scelle-error.ts';
import { END_MARK_BYTES, MEMBER_MODE, memberBytes } from './inner-tar.ts';
import { TarGuard } from './tar-guard.ts';

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
 * asked for. Nothing can hide before, between or behind the members: each begins where the one before ends, and after
 * the last come the two zero blocks and the end. Throws `content-tar-invalid`, `content-member-invalid` or
 * `content-length`, and whatever `content` throws. Source: docs/format.md § Inner tar.
 */
export async function* readMembers(
  content: AsyncIterable<Uint8Array>,
  contentBytes: number,
): AsyncGenerator<OpenMember, void> {
  const tar = extract();
  const feed: Feed = { length: 0, failure: null };
  const endMark = contentBytes - END_MARK_BYTES;
  // A failure of the source destroys `tar`, and so reaches whoever iterates; here it only must not go unhandled.
  const fed = pipeline(Readable.from(watchFeed(content, feed, endMark)), tar).catch(() => undefined);
  let end = 0;
  try {
    for await (const entry of tar) {
      const { name, size } = checkHeader(entry.header, entry.offset === end);
      end += memberBytes(size);
      yield { name, size, read: (limit) => readBody(entry, feed, { name, size, limit }) };
    }
  } catch (error) {
    throw toContentError(error, feed);
  } finally {
    tar.destroy();
    await fed;
  }
  if (feed.length !== contentBytes || end !== endMark) {
    throw new CoreError('content-length', {
      found: Math.max(feed.length, end + END_MARK_BYTES),
      expected: contentBytes,
    });
  }
}

/** What came out of the source so far: how many bytes, and the failure with which it ended. */
interface Feed {
  length: number;
  failure: unknown;
}

/** Passes the bytes on that the guard lets through. From `endMark` on they must be zero. */
async function* watchFeed(content: AsyncIterable<Uint8Array>, feed: Feed, endMark: number): AsyncGenerator<Uint8Array> {
  const guard = new TarGuard();
  try {
    for await (const bytes of content) {
      if (!isZero(bytes.subarray(Math.max(0, endMark - feed.length)))) {
        throw new CoreError('content-tar-invalid', { found: 'no end mark' });
      }
      guard.check(bytes);
      feed.length += bytes.length;
      yield bytes;
    }
  } catch (error) {
    feed.failure = error;
    throw error;
  }
}

/** What the source threw, such as the failure of a disc, says nothing about the tar; all else is tar-stream's. */
function toContentError(error: unknown, { failure }: Feed): unknown {
  if (failure !== null) return failure;
  if (error instanceof ScelleError) return error;
  return new CoreError('content-tar-invalid', { found: (error as Error).message }, { cause: error });
}

/** `isNext`: whether the header stands where the member before ends, and not behind zero blocks or a PAX header. */
function checkHeader(header: Header, isNext: boolean): { name: string; size: number } {
  const { name, size } = header;
  const isPlainFile =
    header.type === 'file' &&
    header.mode === MEMBER_MODE &&
    header.mtime?.getTime() === 0 &&
    header.linkname === null &&
    header.pax === null &&
    Number.isSafeInteger(size);
  if (!isPlainFile || !isNext) throw new CoreError('content-member-invalid', { member: quoteMember(name) });
  return { name, size };
}

async function readBody(
  entry: AsyncIterable<unknown>,
  feed: Feed,
  { name, size, limit }: { readonly name: string; readonly size: number; readonly limit: number },
): Promise<Uint8Array> {
  if (size > limit) throw new CoreError('content-member-too-large', { member: quoteMember(name), found: size, limit });
  const body = new Uint8Array(size);
  let position = 0;
  try {
    for await (const bytes of entry as AsyncIterable<Uint8Array>) {
      body.set(bytes, position);
      position += bytes.length;
    }
  } catch (error) {
    throw toContentError(error, feed);
  }
  return body;
}

/** A name from an untrusted tar, safe to show. */
export function quoteMember(name: string): string {
  return quoteUntrusted(name, 100);
}
