import type { DatabaseSync } from 'node:sqlite';
import type { SignedDocument } from '@scelle/verify';
import { type Notice, parseNotice } from './notice.ts';

/** Between whom and in which direction a channel lies: `peer` hands over to `station`, or the other way round. */
export interface ChannelEnds {
  readonly station: string;
  readonly peer: string;
}

/** A notice in the ledger. */
export interface StoredNotice extends SignedDocument {
  readonly notice: Notice;
}

/** Keeps a notice; to be called within a transaction. */
export function insertNotice(database: DatabaseSync, { notice, document, signature }: StoredNotice, at: string): void {
  const { station, peer, channel, number, state } = notice;
  database
    .prepare(
      `INSERT INTO notices (station, peer, channel, number, state, document, signature, added_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(station, peer, channel, number, state, document, signature, at);
}

/** The newest notice of one party about its network channel with another, or null where there is none. */
export function findNewestNotice(database: DatabaseSync, { station, peer }: ChannelEnds): StoredNotice | null {
  const row = database
    .prepare(
      `SELECT document, signature FROM notices WHERE station = ? AND peer = ? AND channel = 'network'
       ORDER BY number DESC LIMIT 1`,
    )
    .get(station, peer);
  return row === undefined ? null : toStored(row as unknown as SignedDocument);
}

/** Every notice that a party issued, or that concerns it, in the order of pairs and numbers. */
export function listNotices(database: DatabaseSync, party: string): StoredNotice[] {
  const rows = database
    .prepare(
      'SELECT document, signature FROM notices WHERE station = ? OR peer = ? ORDER BY station, peer, channel, number',
    )
    .all(party, party);
  return rows.map((row) => toStored(row as unknown as SignedDocument));
}

function toStored({ document, signature }: SignedDocument): StoredNotice {
  return { notice: parseNotice(document), document, signature };
}
