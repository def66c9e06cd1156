import { existsSync } from 'node:fs';
import { createPublishedFile, type SecretKey } from '@scelle/core';
import { publicKeyBase64, toSha256Hex } from '@scelle/core/internal';
import { StationError } from '../errors/station-error.ts';
import { readUnattendedKey, secretKeyFile } from '../home/files.ts';
import type { StationLayout } from '../home/layout.ts';
import type { LedgerReader, LedgerTransaction } from '../home/ledger.ts';
import type { ReceiptStage, Station, StationFacts } from '../home/station.ts';
import { findNewestCard, insertKeptCard, type KeptCard, listKeptCards, listNewestCards } from '../ledger/cards.ts';
import { type CardFile, cardDigest, encodeCardFile, parseCardFile } from './card-file.ts';

/** A card as it is kept. */
export interface StoredCard extends CardFile {
  /** SHA-256 of the document, hex. */
  readonly digest: string;
  /** When a person of this party confirmed it. */
  readonly confirmedAt: string;
}

/** The cards of a party in their order. */
export async function listCards(ledger: LedgerReader, party: string): Promise<StoredCard[]> {
  return (await listKeptCards(ledger, party)).map(toStoredCard);
}

/** Every card of every party, this one included, in the order of names and numbers. */
export async function listAllCards(ledger: LedgerReader): Promise<StoredCard[]> {
  return (await listKeptCards(ledger, null)).map(toStoredCard);
}

/** The newest card of a party, or null where it has none. */
export async function findCurrentCard(ledger: LedgerReader, party: string): Promise<StoredCard | null> {
  const kept = await findNewestCard(ledger, party);
  return kept && toStoredCard(kept);
}

interface Remembered {
  readonly version: string;
  readonly cards: readonly StoredCard[];
}

const remembered = new WeakMap<LedgerReader, Remembered>();

/** The newest card of every party, this one included, in the order of their names. */
export async function listCurrentCards(ledger: LedgerReader): Promise<readonly StoredCard[]> {
  const version = await ledger.version();
  if (version === null) return readCurrentCards(ledger);
  const known = remembered.get(ledger);
  if (known?.version === version) return known.cards;
  const cards = await readCurrentCards(ledger);
  remembered.set(ledger, { version, cards });
  return cards;
}

async function readCurrentCards(ledger: LedgerReader): Promise<StoredCard[]> {
  return (await listNewestCards(ledger)).map(toStoredCard);
}

/** Keeps a card that was verified and confirmed. */
export async function insertCard(ledger: LedgerTransaction, file: CardFile, confirmedAt: string): Promise<void> {
  const { card, document } = file;
  const signatures = encodeCardFile(file).subarray(document.length);
  const { party, number } = card;
  const digest = cardDigest(document);
  await insertKeptCard(ledger, { party, number, document, signatures, digest, confirmedAt });
}

/** What is read back is parsed like any other card: a ledger that somebody edited is not believed. */
function toStoredCard({ document, signatures, confirmedAt }: KeptCard): StoredCard {
  return { ...parseOnce(Buffer.concat([document, signatures])), digest: cardDigest(document), confirmedAt };
}

/** More cards than these are parsed again. */
const MAX_PARSED = 4_096;

/** Cards by the digest of all their bytes: a receiver looks at those of all its peers at each announcement. */
const parsed = new Map<string, CardFile>();

function parseOnce(bytes: Uint8Array): CardFile {
  const digest = toSha256Hex(bytes);
  const known = parsed.get(digest);
  if (known !== undefined) return known;
  const file = parseCardFile(bytes);
  if (parsed.size >= MAX_PARSED) parsed.clear();
  parsed.set(digest, file);
  return file;
}

/**
 * Writes every confirmed card that is not there yet into the folder `peers/`, as `<party>.<number>.card`: copies for
 * people and stock tools. The ledger decides, and what is changed there changes nothing here.
 */
export async function writeCardFiles(ledger: LedgerReader, layout: StationLayout): Promise<void> {
  for (const stored of await listAllCards(ledger)) {
    const { party, number } = stored.card;
    const path = layout.path('peers', `${party}.${String(number).padStart(6, '0')}.card`);
    if (existsSync(path)) continue;
    await using file = await createPublishedFile(path);
    await file.write(0, encodeCardFile(stored));
    await file.publish();
  }
}

/** Throws `own-party` where the name is that of this station itself, and `peer-unknown` where no card bears it. */
export async function requirePeer({ ledger, name: own }: Station, name: string): Promise<void> {
  if (name === own) throw new StationError('own-party', { name });
  if ((await findCurrentCard(ledger, name)) === null) throw new StationError('peer-unknown', { name });
}

/**
 * This station's key for receipts of a stage, where its newest card names it: with another one nobody would believe what
 * is signed, and what was acknowledged once cannot be acknowledged again. Throws `receipt-key-foreign`,
 * `station-incomplete`, and the codes of `parseSecretKey`.
 */
export async function readReceiptKey(
  { layout, ledger, name }: Pick<StationFacts, 'layout' | 'ledger' | 'name'>,
  stage: ReceiptStage,
): Promise<SecretKey> {
  const signer = await readUnattendedKey(layout, stage);
  const publicKey = publicKeyBase64({ keyNumber: signer.keyNumber, key: signer.publicKey });
  const keys = (await findCurrentCard(ledger, name))?.card.receiptKeys ?? [];
  if (keys.some((key) => key.stage === stage && key.publicKey === publicKey)) return signer;
  signer.wipe();
  throw new StationError('receipt-key-foreign', { file: layout.path('keys', secretKeyFile(stage)), name: stage });
}
