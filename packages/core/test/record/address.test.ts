import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../src/record/address.ts';

/** The serialisation of the URL standard compresses exactly as RFC 5952 does. */
function toCanonicalIpv6(groups: readonly number[]): string {
  return new URL(`http://[${groups.map((group) => group.toString(16)).join(':')}]/`).hostname.slice(1, -1);
}

const groups = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff })), { minLength: 8, maxLength: 8 });

describe('the canonical text of an address', () => {
  it('is read for every IPv4 address', () => {
    fc.assert(
      fc.property(fc.ipV4(), (text) => {
        const word = text.split('.').reduce((total, octet) => total * 256 + Number(octet), 0);
        expect(parseAddress(text)).toEqual({ version: 4, words: [word] });
      }),
    );
  });

  it('is read for every IPv6 address', () => {
    fc.assert(
      fc.property(groups, (value) => {
        const words = [0, 2, 4, 6].map((index) => value[index]! * 65_536 + value[index + 1]!);
        expect(parseAddress(toCanonicalIpv6(value))).toEqual({ version: 6, words });
      }),
      { numRuns: 1_000 },
    );
  });

  it('is the only text that is read for an IPv6 address', () => {
    const colons = fc
      .array(fc.constantFrom('0', '1', 'ab', ':', '::'), { maxLength: 17 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(colons, (text) => {
        const isCanonical = isIP(text) === 6 && new URL(`http://[${text}]/`).hostname === `[${text}]`;
        expect(parseAddress(text) !== null).toBe(isCanonical);
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    '::',
    '::1',
    '1::',
    '2001:db8::',
    '2001:db8::1:0:0:1',
    '1:0:0:2::',
    '::1:2:3:4:5:6',
    '1:0:2:3:4:5:6:7',
    '10:0:1::2:3:4',
  ])('is accepted: %s', (text) => expect(parseAddress(text)).not.toBeNull());

  it.each([
    '',
    '1',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '01.2.3.4',
    '1.2.3.04',
    '1.2.3.4 ',
    ' 1.2.3.4',
    '0x1.2.3.4',
    '１.2.3.4',
    '1.2.3.4\n',
    ':',
    ':::',
    '1::2::3',
    '2001:DB8::1',
    '2001:0db8::1',
    '2001:db8:0:0:0:0:0:1',
    '2001:db8::0:1',
    '2001:db8:0:0:1::1',
    '1:2:3:4:5:6:7::',
    '::2:3:4:5:6:7:8',
    '1:2:3:4::5:6:7:8',
    '::1:2:3:4:5:6:7:8',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7:',
    ':1:2:3:4:5:6:7',
    '12345::',
    '::ffff:192.0.2.1',
    '64:ff9b::192.0.2.1',
    'fe80::1%eth0',
    '[::1]',
    `${'1:'.repeat(30_000)}1`,
  ])('is refused: %.40j', (text) => expect(parseAddress(text)).toBeNull());
});
