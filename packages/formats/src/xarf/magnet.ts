import { encodeBase32, readFileHash } from '../values/hashes.ts';
import type { FileHash, HashAlgorithm } from '../values/words.ts';

/** What a magnet link says of a file. */
export interface Magnet {
  readonly hashes: readonly FileHash[];
  readonly name: string | null;
  readonly size: string | null;
  /** Whether it says more, such as trackers. */
  readonly hasMore: boolean;
}

/** The names of hashes in magnet links; the first for each algorithm is the one that is written. */
const names: readonly { readonly prefix: string; readonly algorithm: HashAlgorithm }[] = [
  { prefix: 'urn:btih:', algorithm: 'btih' },
  // A multihash: 0x12 is SHA-256, 0x20 its length.
  { prefix: 'urn:btmh:1220', algorithm: 'btih2' },
  { prefix: 'urn:ed2k:', algorithm: 'ed2k' },
  { prefix: 'urn:ed2khash:', algorithm: 'ed2k' },
  { prefix: 'urn:tree:tiger:', algorithm: 'tth' },
  { prefix: 'urn:sha1:', algorithm: 'sha1' },
  { prefix: 'urn:sha256:', algorithm: 'sha256' },
  { prefix: 'urn:md5:', algorithm: 'md5' },
];

/** A magnet link with all hashes, in their order. */
export function encodeMagnet(hashes: readonly FileHash[]): string {
  return `magnet:?${hashes.map((hash) => `xt=${encodeTopic(hash)}`).join('&')}`;
}

/** Reads a magnet link; null where it is none. Hashes of unknown kinds count as more. */
export function parseMagnet(text: string): Magnet | null {
  if (!text.startsWith('magnet:?')) return null;
  const parameters = [...new URLSearchParams(text.slice('magnet:?'.length))];
  const topics = parameters.filter(([name]) => /^xt(?:\.\d+)?$/.test(name)).map(([, topic]) => parseTopic(topic));
  const hashes = topics.filter((hash) => hash !== null);
  const find = (wanted: string) => parameters.find(([name]) => name === wanted)?.[1] ?? null;
  const isRepeated = ['dn', 'xl'].some((wanted) => parameters.filter(([name]) => name === wanted).length > 1);
  const hasMore = isRepeated || parameters.some(([name]) => !/^(?:xt(?:\.\d+)?|dn|xl)$/.test(name));
  return { hashes, name: find('dn'), size: find('xl'), hasMore: hasMore || hashes.length < topics.length };
}

function encodeTopic({ algorithm, value }: FileHash): string {
  const { prefix } = names.find((name) => name.algorithm === algorithm)!;
  // By custom, this one alone is in base32.
  return `${prefix}${algorithm === 'sha1' ? encodeBase32(Buffer.from(value, 'hex')) : value}`;
}

function parseTopic(topic: string): FileHash | null {
  const name = names.find(({ prefix }) => topic.toLowerCase().startsWith(prefix));
  if (name === undefined) return null;
  return readFileHash(name.algorithm, topic.slice(name.prefix.length));
}
