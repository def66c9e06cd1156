import type { OpenContent } from '../batch/read-groups.ts';
import { encodeHex } from '../canonical/encoding.ts';
import { decodeUtf8 } from '../canonical/json.ts';
import { CoreError } from '../errors/core-error.ts';
import { splitLines } from '../lines/read-lines.ts';
import { leafSalt } from '../merkle/salts.ts';
import { hashLeaf, InclusionPath } from '../merkle/tree.ts';
import type { DisclosedLeaf } from './proof.ts';

// Apart from the rest, which runs in browsers: reading a batch needs Node.

/**
 * Discloses some leaves of a content of `leaves` leaves, in the order asked for: 0 is batch.json, i the i-th record.
 * Reads the whole content once, in memory that does not grow with it. Throws `proof-leaf-missing`, `proof-invalid` where
 * the content has another number of leaves, `utf8-invalid`, and what reading the groups throws.
 * Source: docs/format.md § Proofs.
 */
export async function discloseLeaves(
  { head, groups }: OpenContent,
  leaves: number,
  indices: readonly number[],
): Promise<DisclosedLeaf[]> {
  const last = leaves - 1;
  for (const index of indices) {
    if (!Number.isSafeInteger(index) || index < 0 || index > last)
      throw new CoreError('proof-leaf-missing', { index, limit: last });
  }
  const disclosed = indices.map((index) => ({ index, text: '', path: new InclusionPath(index, leaves) }));
  let next = 0;
  const pass = (content: Uint8Array) => {
    const index = next++;
    const leafHash = hashLeaf(leafSalt(head.saltKey, index), content);
    for (const leaf of disclosed) {
      leaf.path.push(leafHash);
      if (leaf.index === index) leaf.text = decodeUtf8(content, { index });
    }
  };
  pass(head.document);
  for await (const group of groups) for (const line of splitLines(group.lines)) pass(line);
  if (next !== leaves) throw new CoreError('proof-invalid');
  return disclosed.map(({ index, text, path }) => ({
    index,
    text,
    salt: encodeHex(leafSalt(head.saltKey, index)),
    path: path.path().map((hash) => encodeHex(hash)),
  }));
}
