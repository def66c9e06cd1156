import { createHash } from 'node:crypto';
import type { BatchSource, ByteRange } from '@scelle/core';
import { CliError } from '../errors/cli-error.ts';

/** A source that can be read twice with the certainty of reading the same. */
export interface PinnedSource extends BatchSource {
  /** From now on, every byte must be the one that was there when it was read first. */
  pin(): void;
}

const BLOCK_BYTES = 1 << 20;

/**
 * Wraps a source so that a second pass gives exactly the bytes of the first: of every block of 1 MiB the SHA-256 is
 * kept, in 32 bytes. Until `pin` is called, blocks are noted; after it, reading throws `batch-changed`, before a byte is
 * given out, where a block is another one or was never read. `file` names the source in the message.
 *
 * Threat: a file on a share that somebody replaces between its verification and its release.
 */
export function pinSource(source: BatchSource, file: string): PinnedSource {
  const digests: (Uint8Array | undefined)[] = [];
  let pinned = false;

  function check(block: number, bytes: Uint8Array): void {
    const digest = createHash('sha256').update(bytes).digest();
    const known = digests[block];
    if (known === undefined && !pinned) digests[block] = digest;
    else if (known === undefined || !digest.equals(known)) throw new CliError('batch-changed', { file });
  }

  /** The pieces of the blocks that the range touches, cut to the range. */
  async function* stream({ start, end }: ByteRange): AsyncGenerator<Uint8Array, void> {
    for (let block = Math.floor(start / BLOCK_BYTES); block * BLOCK_BYTES < end; block += 1) {
      const from = block * BLOCK_BYTES;
      const bytes = await source.read(from, Math.min(BLOCK_BYTES, source.size - from));
      check(block, bytes);
      yield bytes.subarray(Math.max(0, start - from), end - from);
    }
  }

  async function read(offset: number, length: number): Promise<Uint8Array> {
    if (offset + length > source.size) return source.read(offset, length);
    const bytes = new Uint8Array(length);
    let filled = 0;
    for await (const piece of stream({ start: offset, end: offset + length })) {
      bytes.set(piece, filled);
      filled += piece.length;
    }
    return bytes;
  }

  return {
    size: source.size,
    read,
    stream,
    pin: () => {
      pinned = true;
    },
  };
}
