import { existsSync } from 'node:fs';
import { toInstant } from '@scelle/core';
import { text } from '@scelle/core/internal';
import { StationError } from '../errors/station-error.ts';
import type { CustodyAct, CustodyBatch, Station } from '../home/station.ts';
import {
  type DiscItem,
  type DiscSet,
  formatDiscs,
  insertDiscItem,
  insertDiscSet,
  isOnDiscs,
} from '../ledger/disc-sets.ts';
import { findStoredFile } from '../ledger/received-batches.ts';
import type { SentBatch } from '../ledger/sent-batches.ts';
import { noteSent } from '../sending/pack-batch.ts';

/** What a person says of a parcel, for the custody log. */
export interface HandOver {
  /** Numbers of the seals on it: of the parcel, or of each disc. */
  readonly seals?: readonly string[];
  /** Serial numbers of the blank discs. */
  readonly serials?: readonly string[];
  readonly courier?: string;
  /** Who packed or opened it. */
  readonly person?: string;
}

/** Longest text of the custody log, in UTF-16 units. */
const LIMIT = 1024;

/** Longest single text. */
const EACH = 128;

/** What is said, as the custody log holds it. Throws `hand-over-invalid`. */
export function toHandOverDetails(handOver: HandOver): NonNullable<CustodyAct['details']> {
  const { seals = [], serials = [], courier, person } = handOver;
  const said = { seals, serials, courier: listOf(courier), person: listOf(person) };
  const given = Object.entries(said).filter(([, texts]) => texts.length > 0);
  return Object.fromEntries(given.map(([field, texts]) => [field, join(field, texts)]));
}

function listOf(said: string | undefined): readonly string[] {
  return said === undefined ? [] : [said];
}

function join(field: string, texts: readonly string[]): string {
  const joined = texts.join(', ');
  const isPlain = texts.every((each) => each !== '' && text(EACH).safeParse(each).success);
  if (!isPlain || joined.length > LIMIT) throw new StationError('hand-over-invalid', { field, limit: EACH });
  return joined;
}

/** A set that was written. */
export interface PackedDiscs {
  readonly set: DiscSet;
  readonly spareDiscs: number;
  readonly items: readonly DiscItem[];
  /** The batches among them. */
  readonly batches: readonly SentBatch[];
  readonly handOver: HandOver;
}

/**
 * Notes a set that was written: its batches have left by discs, and the ledger knows by which. Throws
 * `hand-over-invalid`, and the codes of `Ledger.change`.
 */
export async function recordPackedDiscs(station: Station, packed: PackedDiscs): Promise<void> {
  const { set, spareDiscs, items, batches, handOver } = packed;
  const { key, id, party, label, discs } = set;
  const discsOf = new Map(items.map((item) => [item.digest, formatDiscs(item.discs)]));
  await station.exclusively(async () =>
    station.change(async (inside) => {
      await insertDiscSet(inside.ledger, 'sent', set, toInstant(inside.environment.now()));
      for (const item of items) await insertDiscItem(inside.ledger, 'sent', key, item);
      await inside.record({
        command: 'media write',
        act: 'discs-packed',
        party,
        result: 'packed',
        details: { set: key, id, label, discs, spareDiscs, batches: batches.length, ...toHandOverDetails(handOver) },
      });
      for (const batch of batches) {
        const details = { discs: discsOf.get(batch.digest) ?? '' };
        await noteSent(inside, batch, { channel: 'media', carrier: key, details });
      }
    }),
  );
}

/** Discs that were in a drive. */
export interface OpenedDiscs {
  readonly set: DiscSet;
  /** Which of them, by what is on them. */
  readonly opened: readonly number[];
  /** What was found of the set by then, such as `needs-discs`. */
  readonly answer: string;
  readonly handOver: HandOver;
}

/** Notes which discs were opened, by whom, and with which seals. Throws the codes of `Ledger.change`. */
export async function recordOpenedDiscs(
  station: Station,
  { set, opened, answer, handOver }: OpenedDiscs,
): Promise<void> {
  const { key, id, party, label, discs } = set;
  await station.exclusively(async () =>
    station.change(async (inside) => {
      await insertDiscSet(inside.ledger, 'received', set, toInstant(inside.environment.now()));
      await inside.record({
        command: 'media read',
        act: 'discs-opened',
        party,
        result: answer,
        details: { set: key, id, label, opened: formatDiscs(opened), discs, ...toHandOverDetails(handOver) },
      });
    }),
  );
}

/** A batch that was put together from discs, and that the station has taken. */
export interface RestoredBatch {
  readonly set: DiscSet;
  readonly item: DiscItem;
  readonly batch: CustodyBatch;
  /** What the station made of it, such as `accepted`. */
  readonly result: string;
}

/** Notes which discs a batch came on, once for each set. Throws the codes of `Ledger.change`. */
export async function recordRestored(station: Station, { set, item, batch, result }: RestoredBatch): Promise<void> {
  const { environment } = station;
  await station.exclusively(async () =>
    station.change(async (inside) => {
      if (await isOnDiscs(inside.ledger, 'received', item.digest, set.key)) return;
      await insertDiscSet(inside.ledger, 'received', set, toInstant(environment.now()));
      await insertDiscItem(inside.ledger, 'received', set.key, item);
      await inside.record({
        command: 'media read',
        act: 'batch-restored',
        party: batch.sender,
        batch,
        result,
        details: { set: set.key, discs: formatDiscs(item.discs) },
      });
    }),
  );
}

/**
 * Whether a batch of a set was taken on another day and is still there: then it need not be verified again each time that
 * a further disc of its set is read.
 */
export async function isTakenFromDiscs(
  { ledger, layout }: Station,
  { setKey, sender, digest }: { readonly setKey: string; readonly sender: string; readonly digest: string },
): Promise<boolean> {
  if (!(await isOnDiscs(ledger, 'received', digest, setKey))) return false;
  const file = await findStoredFile(ledger, { sender, digest });
  return file !== null && existsSync(layout.stored(file));
}

/** Blocks that were written once more for a set. */
export interface SuppliedBlocks {
  readonly setKey: string;
  readonly recipient: string;
  readonly blocks: number;
}

/** Notes a re-supply. Throws the codes of `Ledger.change`. */
export async function recordPatch(station: Station, { setKey, recipient, blocks }: SuppliedBlocks): Promise<void> {
  await station.exclusively(async () =>
    station.change((inside) =>
      inside.record({
        command: 'media patch',
        act: 'blocks-supplied',
        party: recipient,
        result: 'done',
        details: { set: setKey, blocks },
      }),
    ),
  );
}
