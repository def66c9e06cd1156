import { isIPv6 } from 'node:net';

/** The addresses just before, first in, last in and just behind a range in CIDR notation; null where there is none. */
export function edgesOf(range: string): [string | null, string, string, string | null] {
  const [base, length] = range.split('/') as [string, string];
  const bits = isIPv6(base) ? 128 : 32;
  const first = isIPv6(base) ? fromIpv6(base) : fromIpv4(base);
  const last = first + (1n << BigInt(bits - Number(length))) - 1n;
  const format = (address: bigint) => (bits === 128 ? toIpv6(address) : toIpv4(address));
  const isAddress = (address: bigint) => address >= 0n && address < 1n << BigInt(bits);
  const neighbour = (address: bigint) => (isAddress(address) ? format(address) : null);
  return [neighbour(first - 1n), format(first), format(last), neighbour(last + 1n)];
}

function fromIpv4(text: string): bigint {
  return text.split('.').reduce((address, octet) => (address << 8n) | BigInt(octet), 0n);
}

function toIpv4(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 0xffn).join('.');
}

function fromIpv6(text: string): bigint {
  const [head, tail] = text.split('::').map((half) => (half === '' ? [] : half.split(':'))) as [string[], string[]];
  const zeros = Array<string>(8 - head.length - tail.length).fill('0');
  return [...head, ...zeros, ...tail].reduce((address, group) => (address << 16n) | BigInt(`0x${group}`), 0n);
}

/** The URL parser of Node writes addresses as RFC 5952 asks. */
function toIpv6(address: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((address >> BigInt(112 - 16 * index)) & 0xffffn).toString(16),
  );
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}
