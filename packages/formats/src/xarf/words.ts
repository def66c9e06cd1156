import type { Protocol, WorkCategory } from '@scelle/core';

/** `p2p_protocol`. What XARF has no word for is `other`, with a tag `protocol:` beside it. */
export const xarfProtocols: Readonly<Record<Protocol, string>> = {
  bittorrent: 'bittorrent',
  ed2k: 'edonkey',
  gnutella: 'gnutella',
  gnutella2: 'other',
  kad: 'kademlia',
  ares: 'other',
  fasttrack: 'other',
  winny: 'other',
  'direct-connect': 'other',
  http: 'other',
  ftp: 'other',
  irc: 'other',
  other: 'other',
};

/** `work_category`. */
export const xarfCategories: Readonly<Record<WorkCategory, string>> = {
  music: 'music',
  film: 'movie',
  series: 'tv_show',
  game: 'game',
  software: 'software',
  book: 'ebook',
  other: 'other',
};

/** A category of XARF that a record has no word for, with the nearest. */
export const nearCategories: ReadonlyMap<string, WorkCategory> = new Map([['audiobook', 'book']]);
