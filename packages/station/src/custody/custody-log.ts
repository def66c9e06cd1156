import { type PublicKey, type SignedDocument, type Signer, toInstant } from '@scelle/core';
import {
  choice,
  closedObject,
  defineDocument,
  instant,
  name,
  safeInteger,
  sha256Hex,
  text,
} from '@scelle/core/internal';
import { StationError } from '../errors/station-error.ts';
import { readUnattendedKey } from '../home/files.ts';
import type { Ledger, LedgerReader, LedgerTransaction } from '../home/ledger.ts';
import type {
  CustodyAct,
  CustodyBatch,
  RecordCustody,
  Station,
  StationEnvironment,
  StationFacts,
} from '../home/station.ts';
import { findNewestEntry, hasHead, insertEntry, insertHead } from '../ledger/custody.ts';
import { type CustodyEntry, encodeEntry, hashEntry, parseEntry } from './entry.ts';

/** The newest entry, by number and hash; what is signed, and what a receipt names. */
interface CustodyHead {
  /** 0 in a log without entries. */
  readonly number: number;
  /** Null in a log without entries. */
  readonly hash: string | null;
}

/** The newest entry of the log. Throws `custody-entry-invalid` where its hash was altered. */
export async function readHead(ledger: LedgerReader): Promise<CustodyHead> {
  const newest = await findNewestEntry(ledger);
  if (newest === null) return { number: 0, hash: null };
  const { number, hash } = newest;
  // Nothing could follow what is no hash.
  if (!sha256Hex().safeParse(hash).success) throw new StationError('custody-entry-invalid', { line: number });
  return { number, hash };
}

/** How a station changes its ledger: with what is done, the acts are appended to the custody log. */
export function createChange(ledger: Ledger, facts: Omit<StationFacts, 'ledger'>): Station['change'] {
  return (perform) =>
    ledger.change((transaction) =>
      perform({ ...facts, ledger: transaction, record: createCustodyRecorder(transaction, facts.environment) }),
    );
}

function createCustodyRecorder(ledger: LedgerTransaction, environment: StationEnvironment): RecordCustody {
  return async (act) => appendEntry(ledger, toEntry(act, await readHead(ledger), environment));
}

function toEntry(act: CustodyAct, head: CustodyHead, { now, host, actor }: StationEnvironment): CustodyEntry {
  return {
    number: head.number + 1,
    previous: head.hash,
    at: toInstant(now()),
    host,
    actor,
    command: act.command,
    act: act.act,
    party: act.party ?? null,
    batch: act.batch ?? null,
    result: act.result,
    details: act.details ?? {},
  };
}

async function appendEntry(ledger: LedgerTransaction, entry: CustodyEntry): Promise<void> {
  const line = encodeEntry(entry);
  // Nobody could check a log that holds something else.
  if (parseEntry(line) === null) throw new TypeError(`not an entry of a custody log: ${entry.act}`);
  await insertEntry(ledger, { number: entry.number, entry: line, hash: hashEntry(line) });
}

/** Longest reason in UTF-16 units. */
const REASON_LENGTH = 512;

/** Checks the reason that a person gives for the custody log. Throws `reason-invalid`. */
export function requireReason(reason: string): void {
  const isReason = reason !== '' && text(REASON_LENGTH).safeParse(reason).success;
  if (!isReason) throw new StationError('reason-invalid', { limit: REASON_LENGTH });
}

/** A batch as the custody log names it. */
export function toCustodyBatch(manifest: Omit<CustodyBatch, 'digest'>, digest: string): CustodyBatch {
  const { sender, recipient, stream, sequence } = manifest;
  return { sender, recipient, stream, sequence, digest };
}

/** The format word of a signed head of a custody log. */
export const CUSTODY_FORMAT = 'scelle.custody/1' as const;

/** The role in which a station signs its custody log. */
export const CUSTODY_ROLE = 'custody' as const;

/** What is signed of a custody log: how far it had come, and the hash that all entries up to there lead to. */
interface CustodyHeadDocument {
  readonly format: typeof CUSTODY_FORMAT;
  /** Whose log it is. */
  readonly station: string;
  readonly number: number;
  readonly hash: string;
  readonly at: string;
}

const LIMIT = 4096;

const headDocument = defineDocument<CustodyHeadDocument>(
  CUSTODY_FORMAT,
  closedObject({
    format: choice([CUSTODY_FORMAT]),
    station: name(),
    number: safeInteger(1, Number.MAX_SAFE_INTEGER),
    hash: sha256Hex(),
    at: instant(),
  }),
  { member: 'custody head', limit: LIMIT },
  ({ station, at }) => ({ role: CUSTODY_ROLE, signer: station, time: at }),
);

/** Who signs a custody log, and when. */
interface HeadSigning {
  readonly station: string;
  readonly signer: Signer;
  readonly now: () => Date;
}

/** Signs the newest entry, unless that was done already, and keeps the signed head in the ledger. */
export async function signNewestHead(ledger: Ledger, signing: HeadSigning): Promise<void> {
  const { number, hash } = await readHead(ledger);
  if (hash === null || (await hasHead(ledger, number))) return;
  const { station, signer } = signing;
  const at = toInstant(signing.now());
  const { document, signature } = await headDocument.sign(
    { format: CUSTODY_FORMAT, station, number, hash, at },
    signer,
  );
  await ledger.change((inside) => insertHead(inside, { number, document, signature }));
}

/**
 * Checks a signed head with the station's custody keys. Throws `custody-head-signature` where none of them made the
 * signature or its comment says something else, and the codes of `parseDocument` and `parseSignatureFile`.
 */
export function verifyHead(signed: SignedDocument, keys: readonly PublicKey[]): CustodyHeadDocument {
  const verified = headDocument.verify(
    signed,
    keys.map((publicKey) => ({ publicKey })),
  );
  if (verified.outcome === 'signed') return verified.document;
  const found = verified.outcome === 'misstated' ? { found: verified.document.number } : {};
  throw new StationError('custody-head-signature', found);
}

/**
 * Signs how far the custody log of a station has come, unless that was done already. Throws `station-incomplete` and
 * the codes of `Ledger.change`.
 */
export async function signCustody({
  layout,
  ledger,
  name: station,
  environment,
}: Pick<Station, 'layout' | 'ledger' | 'name' | 'environment'>): Promise<void> {
  const signer = await readUnattendedKey(layout, 'custody');
  try {
    await signNewestHead(ledger, { station, signer, now: environment.now });
  } finally {
    signer.wipe();
  }
}
