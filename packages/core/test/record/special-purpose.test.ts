import { BlockList } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  documentationAddresses,
  isInSpace,
  parseAddress,
  publicAddresses,
  specialPurposeRanges,
} from '../../src/record/address.ts';

function isPublic(text: string): boolean {
  return isInSpace(parseAddress(text)!, publicAddresses);
}

function toFamily(text: string): 'ipv4' | 'ipv6' {
  return text.includes(':') ? 'ipv6' : 'ipv4';
}

describe('a public address', () => {
  it.each([
    ['0.255.255.255', '1.0.0.0'],
    ['10.0.0.0', '9.255.255.255'],
    ['10.255.255.255', '11.0.0.0'],
    ['100.64.0.0', '100.63.255.255'],
    ['100.127.255.255', '100.128.0.0'],
    ['127.0.0.1', '126.255.255.255'],
    ['169.254.0.0', '169.253.255.255'],
    ['172.16.0.0', '172.15.255.255'],
    ['172.31.255.255', '172.32.0.0'],
    ['192.0.0.255', '192.0.1.0'],
    ['192.0.2.0', '192.0.3.0'],
    ['192.31.196.1', '192.31.197.0'],
    ['192.52.193.1', '192.52.194.0'],
    ['192.88.99.1', '192.88.100.0'],
    ['192.168.255.255', '192.169.0.0'],
    ['192.175.48.1', '192.175.49.0'],
    ['198.19.255.255', '198.20.0.0'],
    ['198.51.100.255', '198.51.101.0'],
    ['203.0.113.0', '203.0.112.255'],
    ['224.0.0.0', '223.255.255.255'],
    ['255.255.255.255', '8.8.8.8'],
    ['::', '2000::'],
    ['::1', '2001:200::'],
    ['::ffff:808:808', '2a01:e0a::1'],
    ['64:ff9b::808:808', '2a01:e0a::1'],
    ['1fff:ffff::', '2000::1'],
    ['2001:1ff:ffff::', '2001:200::1'],
    ['2001:0:4136:e378:8000:63bf:3fff:fdd2', '2001:200::1'],
    ['2001:db8::', '2001:db7:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['2001:db8:ffff:ffff:ffff:ffff:ffff:ffff', '2001:db9::'],
    ['2002:808:808::1', '2003::1'],
    ['2620:4f:8000::1', '2620:4f:8001::'],
    ['3fff:fff::', '3fff:1000::'],
    ['4000::', '3fff:ffff::'],
    ['5f00::1', '3ffe::1'],
    ['8000::', '2a00::1'],
    ['fc00::1', '2a00::1'],
    ['fe80::1', '2a00::1'],
    ['ff02::1', '2a00::1'],
  ])('is not %s, but is %s', (special, neighbour) => {
    expect(isPublic(special)).toBe(false);
    expect(isPublic(neighbour)).toBe(true);
  });

  it('lies in no range of the table, as another implementation reads the table', () => {
    const tables = { ipv4: new BlockList(), ipv6: new BlockList() };
    for (const { range } of specialPurposeRanges) {
      const [base, length] = range.split('/');
      tables[toFamily(base!)].addSubnet(base!, Number(length), toFamily(base!));
    }
    const ipv6 = fc.tuple(
      fc.integer({ min: 0x2000, max: 0x3fff }),
      fc.constantFrom('', 'db8', '4f', '1', '1000', 'fff'),
    );
    const text = fc.oneof(
      fc.ipV4(),
      ipv6.map(([first, second]) => `${[first.toString(16), second].filter(Boolean).join(':')}::1`),
    );
    fc.assert(
      fc.property(text, (address) => {
        expect(isPublic(address)).toBe(!tables[toFamily(address)].check(address, toFamily(address)));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is never a documentation address', () => {
    for (const text of ['192.0.2.1', '198.51.100.1', '203.0.113.255', '2001:db8::1', '3fff:fff:ffff::']) {
      expect(isInSpace(parseAddress(text)!, documentationAddresses)).toBe(true);
      expect(isPublic(text)).toBe(false);
    }
    for (const text of ['8.8.8.8', '192.0.3.0', '10.0.0.1', '2a01::1', '3fff:1000::']) {
      expect(isInSpace(parseAddress(text)!, documentationAddresses)).toBe(false);
    }
  });
});
