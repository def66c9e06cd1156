import { choice, type Pattern, type PrefixRange, quoted } from '../recogniser/pattern.ts';
import { stringPattern } from '../recogniser/text-patterns.ts';
import { parseAddress } from './address.ts';
import { type AddressRange, type AddressSpace, isInSpace } from './address-range.ts';

/**
 * The addresses of a space in their one canonical text. Most are judged by their first bits at once; those of IPv6 in
 * which zeros were left out, and whatever else looks like an address, by the function that judges all of them.
 */
export function addressPattern(space: AddressSpace): Pattern {
  const string = stringPattern(/^[0-9a-f:.]{2,39}$/);
  return choice(quoted(prefixPattern(4, space)), quoted(prefixPattern(6, space)), {
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
