import type { SignedDocument } from '@scelle/verify/internal';
import type { LedgerReader, LedgerTransaction } from '../home/ledger.ts';

/** Where a notice stands: who issued it about which channel with whom, and what it says. */
export interface NoticePlace {
  readonly station: string;
  readonly peer: string;
  readonly channel: string;
  readonly number: number;
  readonly state: string;
}

/** Keeps a notice. */
export async function insertSignedNotice(
  ledger: LedgerTransaction,
  { station, peer, channel, number, state }: NoticePlace,
  { document, signature }: SignedDocument,
  at: string,
): Promise<void> {
  await ledger.run(
    `INSERT INTO notices (station, peer, channel, number, state, document, signature, added_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    station,
    peer,
    channel,
    number,
    state,
    document,
    signature,
    at,
  );
}

/** The newest notice of one party about its network channel with another, or null where there is none. */
export async function findNewestSignedNotice(
  ledger: LedgerReader,
  { station, peer }: Pick<NoticePlace, 'station' | 'peer'>,
): Promise<SignedDocument | null> {
  const row = await ledger.row(
    `SELECT document, signature FROM notices WHERE station = ? AND peer = ? AND channel = 'network'
       ORDER BY number DESC LIMIT 1`,
    station,
    peer,
  );
  return row === undefined ? null : (row as unknown as SignedDocument);
}

/** Every notice that a party issued, or that concerns it, in the order of pairs and numbers. */
export async function listSignedNotices(ledger: LedgerReader, party: string): Promise<readonly SignedDocument[]> {
  const rows = await ledger.rows(
    'SELECT document, signature FROM notices WHERE station = ? OR peer = ? ORDER BY station, peer, channel, number',
    party,
    party,
  );
  return rows as unknown as readonly SignedDocument[];
}
