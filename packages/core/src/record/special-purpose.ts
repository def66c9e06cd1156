import { type AddressSpace, toAddressRange } from './address.ts';

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
