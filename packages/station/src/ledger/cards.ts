import type { LedgerReader, LedgerRow, LedgerTransaction } from '../home/ledger.ts';

/** A card as it is kept: of which party, and its bytes, which are parsed anew, as somebody may have edited the ledger. */
export interface KeptCard {
  readonly document: Uint8Array;
  readonly signatures: Uint8Array;
  /** When a person of this party confirmed it. */
  readonly confirmedAt: string;
}

/** The cards of a party in their order, or where none is named all cards, by parties. */
export async function listKeptCards(ledger: LedgerReader, party: string | null): Promise<KeptCard[]> {
  const rows = await ledger.rows('SELECT * FROM cards WHERE party = COALESCE(?, party) ORDER BY party, number', party);
  return rows.map(toKeptCard);
}

/** The newest card of a party, or null where it has none. */
export async function findNewestCard(ledger: LedgerReader, party: string): Promise<KeptCard | null> {
  const row = await ledger.row('SELECT * FROM cards WHERE party = ? ORDER BY number DESC LIMIT 1', party);
  return row === undefined ? null : toKeptCard(row);
}

/** The newest card of every party, in the order of their names. */
export async function listNewestCards(ledger: LedgerReader): Promise<KeptCard[]> {
  const rows = await ledger.rows(
    `SELECT cards.* FROM cards
       JOIN (SELECT party, max(number) AS number FROM cards GROUP BY party) AS newest USING (party, number) ORDER BY party`,
  );
  return rows.map(toKeptCard);
}

/** Keeps a card. */
export async function insertKeptCard(
  ledger: LedgerTransaction,
  card: KeptCard & { readonly party: string; readonly number: number; readonly digest: string },
): Promise<void> {
  const { party, number, document, signatures, digest, confirmedAt } = card;
  await ledger.run(
    'INSERT INTO cards (party, number, document, signatures, digest, confirmed_at) VALUES (?, ?, ?, ?, ?, ?)',
    party,
    number,
    document,
    signatures,
    digest,
    confirmedAt,
  );
}

function toKeptCard(row: LedgerRow): KeptCard {
  return {
    document: row['document'] as Uint8Array,
    signatures: row['signatures'] as Uint8Array,
    confirmedAt: String(row['confirmed_at']),
  };
}

/** From when on a key of a party does not count any more. */
export interface Revocation {
  readonly party: string;
  /** The minisign public key, base64. */
  readonly publicKey: string;
  /** An instant: what this party had not seen before it is not accepted. */
  readonly from: string;
  readonly reason: string;
  readonly revokedAt: string;
}

/** Keeps a revocation, in place of an earlier one of the key. */
export async function storeRevocation(ledger: LedgerTransaction, revocation: Revocation): Promise<void> {
  const { party, publicKey, from, reason, revokedAt } = revocation;
  await ledger.run(
    `INSERT INTO revocations (party, public_key, from_time, reason, revoked_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (party, public_key) DO UPDATE SET from_time = excluded.from_time, reason = excluded.reason,
         revoked_at = excluded.revoked_at`,
    party,
    publicKey,
    from,
    reason,
    revokedAt,
  );
}

/** Every revocation, in the order of parties. */
export async function listRevocations(ledger: LedgerReader): Promise<Revocation[]> {
  const rows = await ledger.rows('SELECT * FROM revocations ORDER BY party, public_key');
  return rows.map((row) => ({
    party: String(row['party']),
    publicKey: String(row['public_key']),
    from: String(row['from_time']),
    reason: String(row['reason']),
    revokedAt: String(row['revoked_at']),
  }));
}
