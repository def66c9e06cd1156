/** An IP address as unsigned 32-bit words, the most significant first: one for IPv4, four for IPv6. */
export interface Address {
  readonly version: 4 | 6;
  readonly words: readonly number[];
}

const OCTET = '(0|[1-9][0-9]{0,2})';
const IPV4 = new RegExp(`^${OCTET}\\.${OCTET}\\.${OCTET}\\.${OCTET}$`);
/** RFC 5952 § 4.1 and 4.3: no leading zeros, lower case. */
const IPV6_GROUP = /^(?:0|[1-9a-f][0-9a-f]{0,3})$/;
/** The length of the longest IPv6 text: eight groups of four digits. */
const MAX_LENGTH = 39;

/**
 * Reads an address in its one canonical text, or gives null: IPv4 in dotted decimal without leading zeros; IPv6 as
 * RFC 5952 § 4 writes it, always in hexadecimal (the dotted form of § 5 is refused), without a zone.
 */
export function parseAddress(text: string): Address | null {
  if (text.length > MAX_LENGTH) return null;
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

function parseIpv4(text: string): Address | null {
  const match = IPV4.exec(text);
  if (match === null) return null;
  let word = 0;
  for (const octet of match.slice(1).map(Number)) {
    if (octet > 255) return null;
    word = word * 256 + octet;
  }
  return { version: 4, words: [word] };
}

function parseIpv6(text: string): Address | null {
  const [head, tail, more] = text.split('::').map((half) => (half === '' ? [] : half.split(':')));
  if (head === undefined || more !== undefined) return null;
  const zeros = tail === undefined ? 0 : Math.max(1, 8 - head.length - tail.length);
  const groups = [...head, ...Array<string>(zeros).fill('0'), ...(tail ?? [])];
  if (groups.length !== 8 || !groups.every((group) => IPV6_GROUP.test(group))) return null;
  const run = findZeroRun(groups);
  if (run.length !== zeros || (zeros > 0 && run.start !== head.length)) return null;
  return { version: 6, words: toWords(groups.map((group) => Number.parseInt(group, 16))) };
}

/** RFC 5952 § 4.2: what `::` stands for is the first of the longest runs of at least two zero groups. */
function findZeroRun(groups: readonly string[]): { readonly start: number; readonly length: number } {
  let longest = { start: 0, length: 0 };
  let start = 0;
  for (const [index, group] of groups.entries()) {
    if (group !== '0') start = index + 1;
    const length = index + 1 - start;
    if (length > Math.max(1, longest.length)) longest = { start, length };
  }
  return longest;
}

function toWords(groups: readonly number[]): number[] {
  return [0, 2, 4, 6].map((index) => groups[index]! * 0x10000 + groups[index + 1]!);
}
