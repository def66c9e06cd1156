import type { FileHandle } from 'node:fs/promises';
import { CoreError } from '../errors/core-error.ts';
import { toSourceError } from './file-steps.ts';
import { type ByteRange, type ClosableSource, checkRange, readAhead } from './source.ts';

// Apart from what the package exports: types of node:fs must not stand in its public types.

const pieceLength = 1 << 20;

/** A source over the first `size` bytes of an open file, which it closes; `file` names it in messages. */
export function handleSource(handle: FileHandle, size: number, file: string): ClosableSource {
  async function read(offset: number, length: number): Promise<Uint8Array> {
    checkRange(size, { start: offset, end: offset + length }, file);
    return fill(new Uint8Array(length), offset);
  }

  async function fill(bytes: Uint8Array, offset: number): Promise<Uint8Array> {
    const filled = await readFully(handle, offset, bytes).catch((error: unknown) => {
      throw toSourceError(error, file);
    });
    if (filled === bytes.length) return bytes;
    throw new CoreError('source-truncated', { file, found: offset + filled, expected: offset + bytes.length });
  }

  async function* pieces(range: ByteRange): AsyncGenerator<Uint8Array> {
    checkRange(size, range, file);
    for (let at = range.start; at < range.end; at += pieceLength) {
      yield await read(at, Math.min(pieceLength, range.end - at));
    }
  }

  /** While the caller looks at one half of the memory, the other is filled. */
  async function* lentPieces(range: ByteRange): AsyncGenerator<Uint8Array> {
    checkRange(size, range, file);
    const length = Math.min(pieceLength, range.end - range.start);
    const halves = [new Uint8Array(length), new Uint8Array(length)];
    for (let at = range.start, turn = 0; at < range.end; at += pieceLength, turn ^= 1) {
      yield await fill(halves[turn]!.subarray(0, range.end - at), at);
    }
  }

  return {
    size,
    read,
    stream: (range) => readAhead(pieces(range)),
    lend: (range) => readAhead(lentPieces(range)),
    close: () => handle.close(),
    [Symbol.asyncDispose]: () => handle.close(),
  };
}

/**
 * Fills `bytes` from `position` on, or from where the file stands, which a pipe wants. Gives how many there are: fewer where
 * the file ends before.
 */
export async function readFully(
  handle: Pick<FileHandle, 'read'>,
  position: number | null,
  bytes: Uint8Array,
): Promise<number> {
  let filled = 0;
  while (filled < bytes.length) {
    const at = position === null ? null : position + filled;
    const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, at);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}

/** Writes all of `bytes` at `position`, where the system may take fewer at a time. */
export async function writeFully(
  handle: Pick<FileHandle, 'write'>,
  position: number,
  bytes: Uint8Array,
): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, position + written);
    written += bytesWritten;
  }
}

/**
 * Things that are disposed of together, the last first; all of them, even where one fails, whose error is then thrown. Node
 * has `AsyncDisposableStack` from version 24 on.
 */
export class Disposables implements AsyncDisposable {
  readonly #things: (Disposable | AsyncDisposable)[] = [];

  /** Takes it, and gives it back. */
  use<Thing extends Disposable | AsyncDisposable>(thing: Thing): Thing {
    this.#things.push(thing);
    return thing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const failures: unknown[] = [];
    for (const thing of this.#things.splice(0).reverse()) {
      try {
        if (Symbol.asyncDispose in thing) await thing[Symbol.asyncDispose]();
        else thing[Symbol.dispose]();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
