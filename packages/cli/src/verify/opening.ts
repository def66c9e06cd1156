import { createHash } from 'node:crypto';
import type { BatchSource, ByteRange, ClosableSource, Identities } from '@scelle/core';
import { type ContentConsumer, type FullReport, type Policy, verifyBatch } from '@scelle/verify';
import { CliError } from '../errors/cli-error.ts';
import type { CommandContext } from '../kernel/context.ts';
import { openBatch } from '../kernel/inputs.ts';
import { loadOpeningKeys, type OpeningKeyOptions } from '../keys/opening-keys.ts';
import { loadPolicy, type PolicyOptions } from '../keys/trusted-keys.ts';
import { showProgress } from './report.ts';

/** Options of commands that release what is in a batch. */
export interface OpeningOptions extends PolicyOptions, OpeningKeyOptions {
  readonly maxSize?: number;
}

/** What is opened, and with what. Made for `await using`. */
export interface Opening extends AsyncDisposable {
  readonly source: PinnedSource;
  readonly file: string;
  readonly policy: Policy;
  readonly identities: Identities;
}

/** Opens a batch to be verified in full. Throws the codes of `loadPolicy`, `loadOpeningKeys` and `openBatch`. */
export async function createOpening(context: CommandContext, file: string, options: OpeningOptions): Promise<Opening> {
  const { maxSize } = options;
  const policy = await loadPolicy(options);
  const identities = await loadOpeningKeys(context, options);
  const { interruption } = context;
  const batch: ClosableSource = await openBatch(file, { interruption, ...(maxSize !== undefined && { maxSize }) });
  return { source: pinSource(batch, file), file, policy, identities, [Symbol.asyncDispose]: () => batch.close() };
}

/** Verifies the batch in full; what the consumer takes is provisional until the report says `accepted`. */
export async function verifyOpening(
  context: CommandContext,
  { source, file, policy, identities }: Opening,
  consumer?: ContentConsumer,
): Promise<FullReport> {
  return verifyBatch(source, policy, {
    identities,
    ledger: 'none',
    origin: file,
    onProgress: showProgress(context),
    signal: context.interruption.signal,
    ...(consumer && { consumer }),
  });
}

/**
 * Releases what is in a batch to a consumer that cannot take anything back: a first pass decides, and a second one over
 * the same bytes releases. Gives the report of the first, by which nothing was released unless it says `accepted`.
 * Throws `batch-not-accepted` and `batch-changed` where the second pass came to something else.
 */
export async function releaseInSecondPass(
  context: CommandContext,
  opening: Opening,
  consumer: ContentConsumer,
): Promise<FullReport> {
  const report = await verifyOpening(context, opening);
  if (report.verdict !== 'accepted') return report;
  opening.source.pin();
  const released = await verifyOpening(context, opening, consumer);
  if (released.verdict === 'accepted') return report;
  throw new CliError('batch-not-accepted', { file: opening.file, found: released.codes.join(', ') });
}

/** A source that can be read twice with the certainty of reading the same. */
interface PinnedSource extends BatchSource {
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
