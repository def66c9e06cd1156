import type { CodingThreads } from '../coding/coding-threads.ts';
import { MediaError } from '../errors/media-error.ts';
import { limits } from '../geometry/limits.ts';
import { examineBatch } from './examine-batch.ts';
import { examineReceipt, type ReceiptFiles } from './examine-receipt.ts';
import type { ItemSource } from './item-source.ts';

/** What is to go onto a set. */
export interface SetContents {
  /** Paths of sealed batches. */
  readonly batches: readonly string[];
  /** Signed receipts; they travel from the sender of the set to its recipient. */
  readonly receipts?: readonly ReceiptFiles[];
  /** Who sends the set to whom; needed where there is no batch to tell it. */
  readonly parties?: ItemSource['parties'];
}

/**
 * Examines everything that is to go onto a set, and refuses what is no sealed batch or signed receipt.
 * Throws `items-missing`, `too-many-items`, `item-not-sealed`, `item-damaged`, `item-twice`, `parties-differ`.
 */
export async function examineItems(
  { batches, receipts = [], parties }: SetContents,
  threads: CodingThreads,
  onItem: (done: number, total: number) => void,
): Promise<readonly ItemSource[]> {
  const total = batches.length + 2 * receipts.length;
  if (total === 0) throw new MediaError('items-missing');
  if (total > limits.items) throw new MediaError('too-many-items', { found: total, limit: limits.items });
  const found: ItemSource[] = [];
  for (const file of batches) {
    onItem(found.length, total);
    const source = await examineBatch(file, threads);
    checkParties(file, source.parties, parties ?? found[0]?.parties ?? source.parties);
    checkOnce(file, source, found);
    found.push(source);
  }
  const agreed = parties ?? found[0]?.parties;
  for (const receipt of receipts) {
    if (agreed === undefined) throw new MediaError('items-missing');
    const sources = await examineReceipt(receipt, agreed);
    checkOnce(receipt.document, sources[0]!, found);
    found.push(...sources);
  }
  return found;
}

function checkParties(file: string, found: ItemSource['parties'], expected: ItemSource['parties']): void {
  const [mine, theirs] = [found, expected].map(({ sender, recipient }) => `${sender} to ${recipient}`);
  if (mine !== theirs) throw new MediaError('parties-differ', { file, found: mine!, expected: theirs! });
}

function checkOnce(file: string, { item }: ItemSource, others: readonly ItemSource[]): void {
  const name = others.find((other) => other.item.name === item.name)?.item.name;
  if (name !== undefined) throw new MediaError('item-twice', { file, name });
}
