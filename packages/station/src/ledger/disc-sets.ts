import type { LedgerReader, LedgerTransaction } from '../home/ledger.ts';

/** Which way a set went. */
export type DiscDirection = 'sent' | 'received';

/** A set of discs, as the ledger keeps it. */
export interface DiscSet {
  /** First 16 bytes of the SHA-256 of its description, hex: what people compare. */
  readonly key: string;
  /** UUID: how the bags on the discs name it. */
  readonly id: string;
  /** The other party: to whom it goes, or from whom it came. */
  readonly party: string;
  readonly label: string | null;
  /** How many there are, spare ones included. */
  readonly discs: number;
}

/** A batch or receipt on a set. */
export interface DiscItem {
  readonly name: string;
  /** SHA-256 of a batch's manifest, or of a receipt's document, hex. */
  readonly digest: string;
  /** Numbers of the discs that carry it. */
  readonly discs: readonly number[];
}

/** Keeps a set, once; to be called within a transaction. */
export async function insertDiscSet(
  ledger: LedgerTransaction,
  direction: DiscDirection,
  set: DiscSet,
  at: string,
): Promise<void> {
  const { key, id, party, label, discs } = set;
  await ledger.run(
    `INSERT INTO disc_sets (direction, set_key, id, party, label, discs, at) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO NOTHING`,
    direction,
    key,
    id,
    party,
    label,
    discs,
    at,
  );
}

/** Keeps which discs of a set carry an item, once; to be called within a transaction. */
export async function insertDiscItem(
  ledger: LedgerTransaction,
  direction: DiscDirection,
  setKey: string,
  { name, digest, discs }: DiscItem,
): Promise<void> {
  await ledger.run(
    `INSERT INTO disc_items (direction, set_key, digest, name, discs) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO NOTHING`,
    direction,
    setKey,
    digest,
    name,
    formatDiscs(discs),
  );
}

/** Whether an item of that digest went or came on discs: on those of the set, or on any. */
export async function isOnDiscs(
  ledger: LedgerReader,
  direction: DiscDirection,
  digest: string,
  setKey?: string,
): Promise<boolean> {
  return (
    (await ledger.row(
      'SELECT 1 FROM disc_items WHERE direction = ? AND digest = ? AND set_key = COALESCE(?, set_key)',
      direction,
      digest,
      setKey ?? null,
    )) !== undefined
  );
}

/** A set, and the discs of it that carried something. */
export interface Carrier {
  readonly direction: DiscDirection;
  readonly setKey: string;
  readonly discs: readonly number[];
}

/** On which discs a batch or receipt went or came. */
export async function listCarriers(ledger: LedgerReader, digest: string): Promise<Carrier[]> {
  const rows = await ledger.rows(
    `SELECT i.direction, i.set_key, i.discs FROM disc_items i JOIN disc_sets s USING (direction, set_key)
       WHERE i.digest = ? ORDER BY s.at, i.set_key`,
    digest,
  );
  return rows.map((row) => ({
    direction: row['direction'] as DiscDirection,
    setKey: String(row['set_key']),
    discs: String(row['discs']).split(' ').map(Number),
  }));
}

/** Numbers of discs, as the ledger and the custody log name them. */
export function formatDiscs(discs: readonly number[]): string {
  return [...new Set(discs)].join(' ');
}
