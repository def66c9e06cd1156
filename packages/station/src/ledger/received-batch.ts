import { parseJson } from '@scelle/core/internal';
import type { Channel, Finding, Level } from '@scelle/verify';
import { StationError } from '../errors/station-error.ts';

/** What a received batch has come to. */
export type ReceivedState = 'accepted' | 'held' | 'rejected' | 'quarantined';

/** Which batch it is, as its sealed manifest says. */
export interface ReceivedIdentity {
  readonly sender: string;
  readonly stream: string;
  readonly sequence: number;
  /** SHA-256 of the manifest, hex. */
  readonly digest: string;
  /** That of the batch before. */
  readonly previous: string | null;
  readonly batchId: string;
  readonly records: number;
  readonly createdAt: string;
}

/** A batch that came, as the ledger keeps it. */
export interface ReceivedBatch {
  readonly id: number;
  /** Null for what is quarantined: nothing that it says of itself is believed. */
  readonly identity: ReceivedIdentity | null;
  readonly bytes: number;
  readonly channel: Channel;
  readonly state: ReceivedState;
  /** How far it has been verified. */
  readonly level: Level;
  /** Whether it is the batch to which its number in the stream belongs. */
  readonly holdsNumber: boolean;
  readonly codes: readonly string[];
  readonly waitsFor: readonly Finding<string>[];
  readonly firstSeenAt: string;
  readonly changedAt: string;
  /** Folder and name of its file. */
  readonly file: string | null;
}

/** A received batch that is authentic. */
export interface AuthenticBatch extends ReceivedBatch {
  readonly identity: ReceivedIdentity;
}

/** A row of the table `received` that is known to be of an authentic batch. */
export function toAuthentic(row: Row): AuthenticBatch {
  return toReceived(row) as AuthenticBatch;
}

type Row = Readonly<Record<string, unknown>>;

/** A row of the table `received`. */
export function toReceived(row: Row): ReceivedBatch {
  return {
    id: Number(row['id']),
    identity: toIdentity(row),
    bytes: Number(row['bytes']),
    channel: row['channel'] as Channel,
    state: row['state'] as ReceivedState,
    level: row['level'] as Level,
    holdsNumber: row['holds_number'] === 1,
    codes: parseList(row, 'codes', isText),
    waitsFor: parseList(row, 'waits_for', isFinding),
    firstSeenAt: String(row['first_seen_at']),
    changedAt: String(row['changed_at']),
    file: row['file'] as string | null,
  };
}

function toIdentity(row: Row): ReceivedIdentity | null {
  if (row['sender'] === null) return null;
  return {
    sender: String(row['sender']),
    stream: String(row['stream']),
    sequence: Number(row['sequence']),
    digest: String(row['digest']),
    previous: row['previous'] as string | null,
    batchId: String(row['batch_id']),
    records: Number(row['records']),
    createdAt: String(row['created_at']),
  };
}

/** A list that stands in a column as JSON. Throws `ledger-damaged` where somebody has put something else there. */
function parseList<Item>(row: Row, column: string, isItem: (value: unknown) => value is Item): Item[] {
  const list = parseJson(String(row[column]));
  if (Array.isArray(list) && list.every(isItem)) return list;
  throw new StationError('ledger-damaged', { file: 'ledger.db', found: `received.${column} (${row['id']})` });
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isFinding(value: unknown): value is Finding {
  return typeof value === 'object' && value !== null && 'code' in value && isText(value.code) && 'details' in value;
}
