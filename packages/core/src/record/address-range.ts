import { type Address, parseAddress } from './address.ts';

/** A range of addresses: those that begin with the words of `base` under the masks. */
export interface AddressRange {
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
