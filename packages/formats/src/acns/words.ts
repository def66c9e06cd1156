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

/** `Source/Type` of ACNS 0.6 and 0.7, in lower case without punctuation. */
export const acnsSourceTypes: ReadonlyMap<string, Protocol> = new Map([
  ['bittorrent', 'bittorrent'],
  ['torrent', 'bittorrent'],
  ['edonkey', 'ed2k'],
  ['edonkey2000', 'ed2k'],
  ['ed2k', 'ed2k'],
  ['emule', 'ed2k'],
  ['gnutella', 'gnutella'],
  ['gnutella2', 'gnutella2'],
  ['kad', 'kad'],
  ['kademlia', 'kad'],
  ['ares', 'ares'],
  ['fasttrack', 'fasttrack'],
  ['kazaa', 'fasttrack'],
  ['winny', 'winny'],
  ['directconnect', 'direct-connect'],
  ['dc', 'direct-connect'],
  ['http', 'http'],
  ['web', 'http'],
  ['ftp', 'ftp'],
  ['irc', 'irc'],
]);

/** `Item/Type` of ACNS 0.6 and 0.7, in lower case without punctuation. */
export const acnsItemTypes: ReadonlyMap<string, WorkCategory> = new Map([
  ['soundrecording', 'music'],
  ['audio', 'music'],
  ['song', 'music'],
  ['album', 'music'],
  ['motionpicture', 'film'],
  ['movie', 'film'],
  ['tv', 'series'],
  ['tvshow', 'series'],
  ['tvseries', 'series'],
  ['videogame', 'game'],
  ['ebook', 'book'],
]);

/** A word of ACNS as it is compared. */
export function toAcnsWord(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/** What `Case/Status` says of a case that is over, in lower case. */
export const closedStates: ReadonlySet<string> = new Set([
  'closed',
  'resolved',
  'withdrawn',
  'retracted',
  'revoked',
  'rescinded',
  'cancelled',
  'canceled',
  'rejected',
  'dismissed',
  'settled',
  'counternotice',
]);
