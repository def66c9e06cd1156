import { firstOf, type Pattern, type PrefixRange, quoted, stringPattern } from '../patterns/pattern.ts';

/** An IP address as unsigned 32-bit words, the most significant first: one for IPv4, four for IPv6. */
interface Address {
  readonly version: 4 | 6;
  readonly words: readonly number[];
}

/** The length of the longest IPv6 text: eight groups of four digits. */
const MAX_LENGTH = 39;

const DOT = 0x2e;
const COLON = 0x3a;
const ZERO = 0x30;
const LOWER_A = 0x61;

/**
 * Reads an address in its one canonical text, or gives null: IPv4 in dotted decimal without leading zeros; IPv6 as
 * RFC 5952 § 4 writes it, always in hexadecimal (the dotted form of § 5 is refused), without a zone.
 */
export function parseAddress(text: string): Address | null {
  if (text.length > MAX_LENGTH) return null;
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

function parseIpv4(text: string): Address | null {
  let word = 0;
  let at = 0;
  for (let octets = 1; octets <= 4; octets += 1) {
    const start = at;
    let octet = 0;
    for (let digit = hexDigit(text, at); digit >= 0 && digit <= 9; digit = hexDigit(text, at)) {
      octet = octet * 10 + digit;
      at += 1;
    }
    const digits = at - start;
    if (digits === 0 || digits > 3 || octet > 255 || (digits > 1 && text.charCodeAt(start) === ZERO)) return null;
    if (octets < 4 && text.charCodeAt(at++) !== DOT) return null;
    word = word * 256 + octet;
  }
  return at === text.length ? { version: 4, words: [word] } : null;
}

function parseIpv6(text: string): Address | null {
  const groups: number[] = [];
  let gap = -1;
  let at = 0;
  while (at < text.length) {
    if (text.charCodeAt(at) === COLON) {
      // Two colons stand for zeros, once, and between groups there is one: it was taken with the group before.
      const isGap = gap < 0 && (groups.length > 0 || text.charCodeAt(at + 1) === COLON);
      if (!isGap) return null;
      gap = groups.length;
      at += groups.length === 0 ? 2 : 1;
      continue;
    }
    const start = at;
    let group = 0;
    for (let digit = hexDigit(text, at); digit >= 0; digit = hexDigit(text, at)) {
      group = group * 16 + digit;
      at += 1;
    }
    // RFC 5952 § 4.1 and 4.3: no leading zeros, lower case.
    const digits = at - start;
    if (digits === 0 || digits > 4 || (digits > 1 && text.charCodeAt(start) === ZERO)) return null;
    groups.push(group);
    if (at === text.length) break;
    if (text.charCodeAt(at++) !== COLON || at === text.length) return null;
  }
  return expandZeros(groups, gap);
}

/** The value of a digit in lower case, or −1. */
function hexDigit(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit >= ZERO && unit <= ZERO + 9) return unit - ZERO;
  if (unit >= LOWER_A && unit <= LOWER_A + 5) return unit - LOWER_A + 10;
  return -1;
}

/** RFC 5952 § 4.2: `::` stands for the first of the longest runs of at least two zero groups, and is used for it. */
function expandZeros(written: readonly number[], gap: number): Address | null {
  if (gap < 0 ? written.length !== 8 : written.length > 6) return null;
  const zeros = gap < 0 ? 0 : 8 - written.length;
  const groups = written.slice();
  // biome-ignore lint/plugin: at most eight.
  if (gap >= 0) groups.splice(gap, 0, ...Array<number>(zeros).fill(0));
  const run = findZeroRun(groups);
  if (run.length !== zeros || (zeros > 0 && run.start !== gap)) return null;
  return { version: 6, words: toWords(groups) };
}

/** The first of the longest runs of at least two zero groups; of length 0 where there is none. */
function findZeroRun(groups: readonly number[]): { readonly start: number; readonly length: number } {
  let longest = { start: 0, length: 0 };
  let start = 0;
  for (let index = 0; index < groups.length; index += 1) {
    if (groups[index] !== 0) start = index + 1;
    const length = index + 1 - start;
    if (length > Math.max(1, longest.length)) longest = { start, length };
  }
  return longest;
}

function toWords(groups: readonly number[]): number[] {
  return [0, 2, 4, 6].map((index) => groups[index]! * 0x10000 + groups[index + 1]!);
}

/** A range of addresses: those that begin with the words of `base` under the masks. */
interface AddressRange {
  readonly base: Address;
  readonly masks: readonly number[];
}

/** Addresses that lie in one of the ranges, or in none of them. */
export interface AddressSpace {
  readonly ranges: readonly AddressRange[];
  readonly inside: boolean;
}

/** Reads a range in CIDR notation, such as `2001:db8::/32`. It is meant for tables in the source, and for nothing else. */
export function toAddressRange(cidr: string): AddressRange {
  const [text, length] = cidr.split('/');
  const base = parseAddress(text!)!;
  return { base, masks: base.words.map((_, index) => toMask(Number(length) - 32 * index)) };
}

/** Whether the address belongs to the space. */
export function isInSpace(address: Address, { ranges, inside }: AddressSpace): boolean {
  return ranges.some((range) => isInRange(address, range)) === inside;
}

function isInRange(address: Address, { base, masks }: AddressRange): boolean {
  if (address.version !== base.version) return false;
  for (let index = 0; index < masks.length; index += 1) {
    if ((address.words[index]! & masks[index]!) !== (base.words[index]! & masks[index]!)) return false;
  }
  return true;
}

/** A word whose first `bits` bits are set: none where `bits` is negative, all from 32 on. */
function toMask(bits: number): number {
  return bits <= 0 ? 0 : -1 << Math.max(0, 32 - bits);
}

/**
 * The addresses of a space in their one canonical text. Most are judged by their first bits at once; those of IPv6 in
 * which zeros were left out, and whatever else looks like an address, by the function that judges all of them.
 */
export function addressPattern(space: AddressSpace): Pattern {
  const string = stringPattern(/^[0-9a-f:.]{2,39}$/);
  return firstOf(quoted(prefixPattern(4, space)), quoted(prefixPattern(6, space)), {
    type: 'tested',
    string,
    accepts: (text) => {
      const address = parseAddress(text);
      return address !== null && isInSpace(address, space);
    },
  });
}

function prefixPattern(version: 4 | 6, { ranges, inside }: AddressSpace): Pattern {
  const prefixes = ranges.filter(({ base }) => base.version === version).map(toPrefix);
  return { type: 'address', version, ranges: prefixes, inside };
}

/** Source: RFC 4291 § 2.5.4; the second half of an IPv6 address is the interface's. */
function toPrefix({ base, masks }: AddressRange): PrefixRange {
  if (masks.slice(2).some((mask) => mask !== 0)) throw new Error('A range is judged by the first 64 bits at most.');
  const mask = joinWords(masks.slice(0, 2));
  return { base: joinWords(base.words.slice(0, 2)) & mask, mask };
}

function joinWords(words: readonly number[]): bigint {
  return words.reduce((joined, word) => (joined << 32n) | BigInt(word >>> 0), 0n);
}

/** A range in which no subscriber of a public network has an address. */
export interface SpecialPurposeRange {
  readonly range: string;
  readonly name: string;
  readonly source: string;
}

/**
 * The special-purpose ranges of `ip-evidence/1`: the IANA registries for IPv4 and IPv6 as of October 2025, and
 * multicast. The table is frozen: a later registry needs a new version of the profile, so that old verdicts stay.
 *
 * The registries call a few of these ranges globally reachable (AS112, AMT, the anycast addresses in 192.0.0.0/24 and
 * 2001::/23, ORCHIDv2): those are services or identifiers, not subscribers. 6to4 and Teredo addresses name a tunnel;
 * the subscriber is whoever has the IPv4 address inside.
 */
export const specialPurposeRanges: readonly SpecialPurposeRange[] = [
  { range: '0.0.0.0/8', name: 'This network', source: 'RFC 791' },
  { range: '10.0.0.0/8', name: 'Private use', source: 'RFC 1918' },
  { range: '100.64.0.0/10', name: 'Shared address space (carrier-grade NAT)', source: 'RFC 6598' },
  { range: '127.0.0.0/8', name: 'Loopback', source: 'RFC 1122' },
  { range: '169.254.0.0/16', name: 'Link local', source: 'RFC 3927' },
  { range: '172.16.0.0/12', name: 'Private use', source: 'RFC 1918' },
  { range: '192.0.0.0/24', name: 'IETF protocol assignments', source: 'RFC 6890' },
  { range: '192.0.2.0/24', name: 'Documentation (TEST-NET-1)', source: 'RFC 5737' },
  { range: '192.31.196.0/24', name: 'AS112-v4', source: 'RFC 7535' },
  { range: '192.52.193.0/24', name: 'Automatic multicast tunneling', source: 'RFC 7450' },
  { range: '192.88.99.0/24', name: 'Deprecated 6to4 relay anycast', source: 'RFC 7526' },
  { range: '192.168.0.0/16', name: 'Private use', source: 'RFC 1918' },
  { range: '192.175.48.0/24', name: 'Direct delegation AS112 service', source: 'RFC 7534' },
  { range: '198.18.0.0/15', name: 'Benchmarking', source: 'RFC 2544' },
  { range: '198.51.100.0/24', name: 'Documentation (TEST-NET-2)', source: 'RFC 5737' },
  { range: '203.0.113.0/24', name: 'Documentation (TEST-NET-3)', source: 'RFC 5737' },
  { range: '224.0.0.0/4', name: 'Multicast', source: 'RFC 5771' },
  { range: '240.0.0.0/4', name: 'Reserved, and limited broadcast', source: 'RFC 1112, RFC 8190' },

  { range: '::/3', name: 'Not global unicast: unspecified, loopback, mapped, NAT64, discard only', source: 'RFC 4291' },
  { range: '2001::/23', name: 'IETF protocol assignments: Teredo, benchmarking, ORCHID', source: 'RFC 2928' },
  { range: '2001:db8::/32', name: 'Documentation', source: 'RFC 3849' },
  { range: '2002::/16', name: '6to4', source: 'RFC 3056' },
  { range: '2620:4f:8000::/48', name: 'Direct delegation AS112 service', source: 'RFC 7534' },
  { range: '3fff::/20', name: 'Documentation', source: 'RFC 9637' },
  { range: '4000::/2', name: 'Not global unicast: SRv6 segment identifiers', source: 'RFC 4291, RFC 9602' },
  { range: '8000::/1', name: 'Not global unicast: unique local, link local, multicast', source: 'RFC 4291, RFC 4193' },
];

/** The addresses that are globally reachable unicast: what `ip-evidence/1` accepts. */
export const publicAddresses: AddressSpace = {
  ranges: specialPurposeRanges.map(({ range }) => toAddressRange(range)),
  inside: false,
};

/** The addresses of the documentation ranges: what `ip-evidence-test/1` accepts. */
export const documentationAddresses: AddressSpace = {
  ranges: ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32', '3fff::/20'].map(toAddressRange),
  inside: true,
};
