import type { Prng, Weighted } from './prng.ts';
import { pseudonym } from './pseudonyms.ts';

/** What an observation tells of the connection that shared a work. Invented: every address is a documentation address. */
export interface Connection {
  readonly ip: string;
  readonly port: number;
  readonly isp: string | null;
  readonly pseudonym: string | null;
}

/** French providers with weights near their shares of the market; null where the collector could not tell. */
const PROVIDERS: readonly Weighted<string | null>[] = [
  { value: 'Orange', weight: 38 },
  { value: 'Free', weight: 22 },
  { value: 'SFR', weight: 18 },
  { value: 'Bouygues Telecom', weight: 14 },
  { value: 'Numericable', weight: 3 },
  { value: 'Réseau associatif du Doubs', weight: 1 },
  { value: null, weight: 4 },
];

/** Documentation ranges of IPv4 (RFC 5737), without their last number. */
const IPV4_PREFIXES = ['192.0.2', '198.51.100', '203.0.113'];

const IPV6_SHARE = 0.35;
const PSEUDONYM_SHARE = 0.3;

/** Draws a connection: an address and port, its provider and sometimes the pseudonym that was seen. */
export function drawConnection(prng: Prng): Connection {
  return {
    ip: prng.chance(IPV6_SHARE) ? drawIpv6(prng) : drawIpv4(prng),
    port: prng.between(1024, 65_535),
    isp: prng.pickWeighted(PROVIDERS),
    pseudonym: prng.chance(PSEUDONYM_SHARE) ? pseudonym(prng) : null,
  };
}

function drawIpv4(prng: Prng): string {
  return `${prng.pick(IPV4_PREFIXES)}.${prng.between(1, 254)}`;
}

/**
 * An address of 2001:db8::/32 (RFC 3849) or 3fff::/20 (RFC 9637). No group that is written is zero, so the text is
 * canonical (RFC 5952) as it is: with all eight groups, or with `::` for the zeros before a short last one.
 */
function drawIpv6(prng: Prng): string {
  const site = prng.chance(0.8) ? `2001:db8:${group(prng)}` : `3fff:${group(prng, 0xfff)}:${group(prng)}`;
  const network = `${site}:${group(prng)}`;
  if (prng.chance(0.2)) return `${network}::${group(prng, 0xff)}`;
  return `${network}:${group(prng)}:${group(prng)}:${group(prng)}:${group(prng)}`;
}

function group(prng: Prng, most = 0xffff): string {
  return prng.between(1, most).toString(16);
}
