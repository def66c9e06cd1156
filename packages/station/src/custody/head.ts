import { type PublicKey, type SignedDocument, type Signer, toInstant } from '@scelle/core';
import { choice, closedObject, defineDocument, instant, name, safeInteger, sha256Hex } from '@scelle/core/internal';
import { StationError } from '../errors/station-error.ts';
import { readUnattendedKey } from '../home/key-files.ts';
import type { Ledger } from '../home/ledger.ts';
import type { Station } from '../home/station.ts';
import { hasHead, insertHead } from '../ledger/custody.ts';
import { readHead } from './custody-log.ts';

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
