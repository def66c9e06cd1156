import {
  closedObject,
  instant,
  name,
  parseJson,
  safeInteger,
  sha256Hex,
  text,
  toSha256Hex,
} from '@scelle/core/internal';
import { z } from 'zod';
import type { LedgerReader } from '../home/ledger.ts';
import type { CustodyBatch } from '../home/station.ts';
import { listEntriesOfBatch, listRefusals } from '../ledger/custody.ts';

/** One entry of the custody log, as it stands in the ledger and in an export. */
export interface CustodyEntry {
  /** From 1, without gaps. */
  readonly number: number;
  /** Hash of the entry before, hex; null in the first. */
  readonly previous: string | null;
  readonly at: string;
  readonly host: string;
  readonly actor: string;
  readonly command: string;
  readonly act: string;
  readonly party: string | null;
  readonly batch: CustodyBatch | null;
  readonly result: string;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
}

/** Longest texts, in UTF-16 units. */
const limits = { host: 256, command: 256, word: 64, detail: 1024 } as const;

const number = safeInteger(1, Number.MAX_SAFE_INTEGER);
const detail = z.union([text(limits.detail), safeInteger(0, Number.MAX_SAFE_INTEGER), z.boolean(), z.null()]);

const entrySchema: z.ZodType<CustodyEntry> = closedObject({
  number,
  previous: sha256Hex().nullable(),
  at: instant(),
  host: text(limits.host),
  actor: text(limits.host),
  command: text(limits.command),
  act: text(limits.word),
  party: name().nullable(),
  batch: closedObject({
    sender: name(),
    recipient: name(),
    stream: name(),
    sequence: number,
    digest: sha256Hex(),
  }).nullable(),
  result: text(limits.word),
  details: z.record(text(limits.word), detail),
});

/** The line of an entry, without a newline: what is hashed. */
export function encodeEntry(entry: CustodyEntry): string {
  return JSON.stringify(entry);
}

/** Parses the line that `encodeEntry` writes, and nothing else; null where it is something else. */
export function parseEntry(line: string): CustodyEntry | null {
  const { data } = entrySchema.safeParse(parseJson(line));
  return data !== undefined && encodeEntry(data) === line ? data : null;
}

/** SHA-256 of the line, hex: what the next entry names as `previous`. */
export function hashEntry(line: string): string {
  return toSha256Hex(new TextEncoder().encode(line));
}

/** Every act that concerns a batch, in its order. */
export async function listBatchLife(ledger: LedgerReader, digest: string): Promise<CustodyEntry[]> {
  return (await listEntriesOfBatch(ledger, digest)).flatMap((entry) => parseEntry(entry) ?? []);
}

/** A batch that was refused because another one has its number. */
export interface ContradictingBatch extends CustodyBatch {
  readonly codes: readonly string[];
  /** When it was refused. */
  readonly at: string;
}

/**
 * The authentic batches that were refused because another one of their sender has the number, each once, in the order in
 * which they came. Nothing else of them is kept where they were only announced.
 */
export async function listContradicting(ledger: LedgerReader): Promise<readonly ContradictingBatch[]> {
  const refused = await listRefusals(ledger, 'sequence-equivocation');
  const entries = refused.flatMap((entry) => parseEntry(entry) ?? []);
  const found = new Map<string, ContradictingBatch>();
  for (const { batch, details, at } of entries) {
    if (batch === null || found.has(batch.digest)) continue;
    found.set(batch.digest, { ...batch, codes: String(details['codes']).split(' '), at });
  }
  return [...found.values()];
}

/** An entry of the custody log has room for as much, in UTF-16 units. */
const MAX_LENGTH = 512;

/** Codes as a detail of a custody entry: a peer's receipt may list more of them than there is room for. */
export function toCodesText(codes: readonly string[]): string {
  return codes.join(' ').slice(0, MAX_LENGTH);
}
