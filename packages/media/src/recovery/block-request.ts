import { ScelleError } from '@scelle/core';
import {
  closedObject,
  encodeDocument,
  list,
  parseDocument,
  safeInteger,
  sha256Hex,
  string,
} from '@scelle/core/internal';
import { z } from 'zod';
import { MediaError } from '../errors/media-error.ts';
import { type BlockRange, BlockSet } from '../format/block-set.ts';
import { type Item, parseDescription, type SetDescription, toSetKey } from '../format/description.ts';
import { layOutDisc } from '../format/disc-layout.ts';
import { limits } from '../format/geometry.ts';
import {
  cloneSetState,
  countMissingContent,
  type DiscState,
  isComplete,
  noRepairer,
  type SetState,
  solve,
} from './set-state.ts';

export const REQUEST_FORMAT = 'scelle.media-request/1';

/** Blocks of a set that are asked for again. It carries the set description, so that the sender needs only the batches. */
export interface BlockRequest {
  readonly format: typeof REQUEST_FORMAT;
  /** The description and its signature, base64. */
  readonly description: string;
  readonly signature: string;
  readonly descriptionSha256: string;
  /** In ascending order, as their ranges are, of which none overlap. */
  readonly discs: readonly {
    readonly disc: number;
    /** Content blocks. */
    readonly ranges: readonly BlockRange[];
  }[];
}

const base64 = (limit: number) =>
  string((text) => text.length <= limit && /^[A-Za-z0-9+/]*={0,2}$/.test(text), `text:${limit}`);

const schema: z.ZodType<BlockRequest> = closedObject({
  format: z.literal(REQUEST_FORMAT),
  description: base64(Math.ceil((limits.descriptionBytes * 4) / 3) + 4),
  signature: base64(8_192),
  descriptionSha256: sha256Hex(),
  discs: list(
    closedObject({
      disc: safeInteger(1, limits.discs),
      ranges: list(
        closedObject({ start: safeInteger(0, limits.blocks), count: safeInteger(1, limits.blocks) }),
        1,
        limits.blocks,
      ),
    }),
    1,
    limits.discs,
  ),
});

/** Longest request, in bytes (64 MiB). */
export const MAX_REQUEST_BYTES = 67_108_864;

/** The canonical bytes of a request. */
export function encodeBlockRequest(request: BlockRequest): Uint8Array {
  return encodeDocument(request);
}

/** A request with the description that it carries. */
export interface ParsedRequest {
  readonly request: BlockRequest;
  readonly description: SetDescription;
  readonly descriptionBytes: Uint8Array;
  readonly signature: Uint8Array;
}

/** Parses a request. Throws `request-invalid`; `file` names it in the message. */
export function parseBlockRequest(bytes: Uint8Array, file: string): ParsedRequest {
  try {
    const request = parseDocument(schema, bytes, { member: file, limit: MAX_REQUEST_BYTES });
    const descriptionBytes = new Uint8Array(Buffer.from(request.description, 'base64'));
    const description = parseDescription(descriptionBytes);
    for (const [index, { disc, ranges }] of request.discs.entries()) {
      const { kind, contentBlocks } = description.discs[disc - 1] ?? { kind: 'spare', contentBlocks: 0 };
      const isNext = disc > (request.discs[index - 1]?.disc ?? 0);
      const isRight = isNext && kind === 'data' && areInOrder(ranges, contentBlocks);
      if (!isRight) throw new MediaError('request-invalid', { file, found: `disc ${disc}` });
    }
    const signature = new Uint8Array(Buffer.from(request.signature, 'base64'));
    return { request, description, descriptionBytes, signature };
  } catch (error) {
    throw toRequestError(error, file);
  }
}

/** Threat: a short request that repeats itself, and would be answered with endless blocks. */
function areInOrder(ranges: readonly BlockRange[], contentBlocks: number): boolean {
  let after = 0;
  for (const { start, count } of ranges) {
    if (start < after) return false;
    after = start + count;
  }
  return after <= contentBlocks;
}

function toRequestError(error: unknown, file: string): unknown {
  if (!ScelleError.is(error) || error.code === 'request-invalid') return error;
  return new MediaError('request-invalid', { file, found: error.code }, { cause: error });
}

/** Blocks of one data disc. */
interface ChosenBlocks {
  readonly disc: number;
  readonly ranges: readonly BlockRange[];
}

/**
 * The blocks to ask for so that all the rest can be restored: of each stripe that lacks too many, only as many as it
 * lacks too many.
 */
export async function chooseBlocks(state: SetState): Promise<readonly ChosenBlocks[]> {
  const rest = cloneSetState(state);
  const chosen = new Map(rest.data.map((disc) => [disc, new BlockSet(disc.good.size, disc.good.mark)]));
  for (await solve(rest, noRepairer); !isComplete(rest); await solve(rest, noRepairer)) {
    const disc = rest.data.find((each) => countMissingContent(each) > 0)!;
    for (const { start, count } of chooseOfDisc(disc)) {
      chosen.get(disc)!.addRange(start, start + count);
      disc.good.addRange(start, start + count);
    }
  }
  return [...chosen]
    .filter(([, blocks]) => blocks.count > 0)
    .map(([disc, blocks]) => ({ disc: disc.layout.number, ranges: [...blocks.ranges()] }));
}

function* chooseOfDisc({ layout, good }: DiscState): Generator<BlockRange, void> {
  const { stripes, contentBlocks, parityBlocks, parity } = layout.stripes;
  // Of a disc that nobody has seen there is no parity either.
  if (good.count === 0) return yield { start: 0, count: contentBlocks };
  for (let stripe = 0; stripe < stripes; stripe += 1) {
    const missing: number[] = [];
    for (let block = stripe; block < contentBlocks; block += stripes) if (!good.has(block)) missing.push(block);
    let usable = parity;
    for (let block = stripe; block < parityBlocks; block += stripes) if (!good.has(contentBlocks + block)) usable -= 1;
    for (const block of missing.slice(0, Math.max(0, missing.length - usable))) yield { start: block, count: 1 };
  }
}

/** Of what a request asks for blocks. */
export interface RequestedItems {
  readonly setKey: string;
  readonly recipient: string;
  readonly items: readonly Item[];
}

/** The files of which a request asks for blocks; `file` names it in messages. Throws `request-invalid`. */
export function findRequestedItems(requestBytes: Uint8Array, file: string): RequestedItems {
  const parsed = parseBlockRequest(requestBytes, file);
  const { description, descriptionBytes } = parsed;
  const items = listRequested(parsed).map((index) => description.items[index]!);
  return { setKey: toSetKey(descriptionBytes), recipient: description.recipient, items };
}

/** Their indices in the set, in ascending order. */
export function listRequested({ request, description }: ParsedRequest): readonly number[] {
  const requested = new Set<number>();
  for (const { disc, ranges } of request.discs) {
    // Both are in ascending order: each is gone through once.
    let next = 0;
    for (const { piece, firstBlock, blocks } of layOutDisc(description, disc).files) {
      while (next < ranges.length && ranges[next]!.start + ranges[next]!.count <= firstBlock) next += 1;
      if (next === ranges.length) break;
      if (ranges[next]!.start < firstBlock + blocks) requested.add(piece!.item);
    }
  }
  return [...requested].sort((a, b) => a - b);
}
