import type { Item } from '../set/description.ts';
import { layOutDisc } from '../set/disc-layout.ts';
import { toSetKey } from '../set/set-key.ts';
import { type ParsedRequest, parseBlockRequest } from './block-request.ts';

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
    for (const { piece, firstBlock, blocks } of layOutDisc(description, disc).files) {
      const isWanted = ranges.some(({ start, count }) => start < firstBlock + blocks && firstBlock < start + count);
      if (isWanted) requested.add(piece!.item);
    }
  }
  return [...requested].sort((a, b) => a - b);
}
