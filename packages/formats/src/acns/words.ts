import type { Protocol, WorkCategory } from '@scelle/core';

/** The namespaces of ACNS: that of 1.2, that of 1.0 and 1.1, and none, as 0.6 and 0.7 had it. */
export const acnsNamespaces: ReadonlySet<string> = new Set([
  'http://www.acns.net/ACNS',
  'http://www.movielabs.com/ACNS',
  '',
]);

/** The namespace in which notices are written. */
export const ACNS_NAMESPACE = 'http://www.acns.net/ACNS';

/** `Source/SubType`: how ACNS names a protocol. What it has no word for is `OTHER`, with our word as the text. */
export const acnsProtocols: Readonly<Record<Protocol, { readonly baseType: string; readonly protocol: string }>> = {
  bittorrent: { baseType: 'P2P', protocol: 'BITTORRENT' },
  ed2k: { baseType: 'P2P', protocol: 'ED2K' },
  gnutella: { baseType: 'P2P', protocol: 'GNUTELLA' },
  gnutella2: { baseType: 'P2P', protocol: 'GNUTELLA2' },
  kad: { baseType: 'P2P', protocol: 'KAD' },
  ares: { baseType: 'P2P', protocol: 'ARES' },
  fasttrack: { baseType: 'P2P', protocol: 'FASTTRACK' },
  winny: { baseType: 'P2P', protocol: 'WINNY' },
  'direct-connect': { baseType: 'P2P', protocol: 'OTHER' },
  http: { baseType: 'SERVER', protocol: 'HTTP' },
  ftp: { baseType: 'SERVER', protocol: 'FTP' },
  irc: { baseType: 'OTHER', protocol: 'IRC' },
  other: { baseType: 'OTHER', protocol: 'OTHER' },
};

/** `Item/ExplicitType`; what it has no word for stands in `Item/Type` alone. */
export const acnsCategories: Readonly<Record<WorkCategory, string | null>> = {
  music: 'Music',
  film: 'Movie',
  series: 'Movie',
  game: 'Game',
  software: 'Software',
  book: 'Document',
  other: null,
};

/** The category of an `ExplicitType`; those that are only near are `narrowed`. */
export const acnsExplicitTypes: ReadonlyMap<string, { readonly category: WorkCategory; readonly exact: boolean }> =
  new Map([
    ['Movie', { category: 'film', exact: true }],
    ['Game', { category: 'game', exact: true }],
    ['Software', { category: 'software', exact: true }],
    ['Music', { category: 'music', exact: true }],
    ['Document', { category: 'book', exact: false }],
    ['Image', { category: 'other', exact: false }],
  ]);
