import { CoreError } from '../errors/core-error.ts';
import { giveWay } from '../io/event-loop.ts';
import { mapInOrder } from '../io/in-order.ts';
import { releaseMemory } from '../io/own-memory.ts';
import { readAhead } from '../io/source.ts';
import { decompressFrame, decompressWholeFrame, PieceReader, readWholeFrame, type WholeFrame } from './decompress.ts';

/**
 * A frame takes a decompressor of its own, however little is in it: millions of tiny ones would take hours. So frames
 * hold 512 bytes on average, but for a few.
 */
const BYTES_A_FRAME = 512;
const MAX_SMALL_FRAMES = 64;

/** What bounds decompression. */
export interface DecompressOptions {
  /** The most bytes that may come out: `content.bytes` of the manifest. */
  readonly limit: number;
}

/** How many frames of a stream are decompressed side by side. */
const CONCURRENCY = 3;

/** How many of all streams: libuv's pool has four threads, and what waits for them would only take memory. */
const ALL_CONCURRENCY = 4;

/** Streams that are being read. */
let streams = 0;

function concurrency(): number {
  return Math.min(CONCURRENCY, Math.ceil(ALL_CONCURRENCY / streams));
}

/**
 * The content of one or more zstd frames, of which nothing but their content may be left over
 * (docs/format.md § Inside the encryption: zstd frames). A few short frames are decompressed side by side, a long one
 * piece by piece, while the caller works on what came before; memory is bounded whatever the frames claim. A piece is
 * lent until the next one is asked for.
 * Throws `zstd-truncated`, `zstd-output-too-large` (before the piece that goes over `limit` is given out),
 * `zstd-frame-empty`, `zstd-too-many-frames`, `zstd-frame-invalid` (also for bytes after the last frame that begin no frame),
 * `zstd-skippable-frame`, `zstd-dictionary`, `zstd-window-too-large`, and what `source` throws.
 */
export function decompressFrames(
  source: AsyncIterable<Uint8Array>,
  { limit }: DecompressOptions,
): AsyncIterable<Uint8Array> {
  return lend(readAhead(mapInOrder(readFrames(source, limit), concurrency, decompress)));
}

/** Takes the memory of what came from whole frames back at once: megabytes at a time would pile up otherwise. */
async function* lend(pieces: AsyncIterable<Piece>): AsyncGenerator<Uint8Array> {
  streams += 1;
  try {
    for await (const { bytes, isWhole } of pieces) {
      yield bytes;
      if (isWhole) releaseMemory(bytes);
      const turn = giveWay();
      if (turn !== null) await turn;
    }
  } finally {
    streams -= 1;
  }
}

/** Content of a frame: all of it, in memory of its own, or a part. */
interface Piece {
  readonly bytes: Uint8Array;
  readonly isWhole: boolean;
}

/** A frame that is still to be decompressed, or a piece of the content of one that was too long to be kept. */
type Part = { readonly frame: WholeFrame } | { readonly piece: Uint8Array };

async function decompress(part: Part): Promise<Piece> {
  if ('piece' in part) return { bytes: part.piece, isWhole: false };
  return { bytes: await decompressWholeFrame(part.frame), isWhole: true };
}

async function* readFrames(source: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Part> {
  const compressed = new PieceReader(source);
  let total = 0;
  try {
    for (let index = 0; index === 0 || !(await compressed.isAtEnd()); index++) {
      if (index > MAX_SMALL_FRAMES + limit / BYTES_A_FRAME) throw new CoreError('zstd-too-many-frames', { index });
      for await (const part of readFrame(compressed, index)) {
        total += 'piece' in part ? part.piece.length : part.frame.contentBytes;
        if (total > limit) throw new CoreError('zstd-output-too-large', { index, limit });
        yield part;
      }
    }
  } finally {
    await compressed.close();
  }
}

async function* readFrame(compressed: PieceReader, index: number): AsyncGenerator<Part> {
  const frame = await readWholeFrame(compressed, index);
  if (frame !== null) yield { frame };
  else for await (const piece of decompressFrame(compressed, index)) yield { piece };
}
