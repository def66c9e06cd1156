import { readdir } from 'node:fs/promises';
import { parsePublicKey, parseSecretKey, ScelleError, type SecretKey } from '@scelle/core';
import { publicKeyBase64, readIdentityTexts } from '@scelle/core/internal';
import type { Card } from '../cards/card.ts';
import { listCards, type StoredCard } from '../cards/card-store.ts';
import { toPublicKey } from '../certificates/make-keys.ts';
import { certificateFiles, readCredentials, toCardCertificate } from '../certificates/next-content.ts';
import { attendedKeyFiles, publicKeyFile, readOwnFile, secretKeyFile, type UnattendedKey } from '../home/files.ts';
import type { StationLayout } from '../home/layout.ts';
import { receiptStages, type Station, type StationFacts } from '../home/station.ts';

/** The keys of a station against its newest card. */
export interface KeyComparison {
  /** Number of that card; null where the ledger has none of this party. */
  readonly card: number | null;
  /** Names of the files that hold another key than the card says; those that must be there and are missing, too. */
  readonly foreign: readonly string[];
}

/** A file of the folder `keys/`, and whether it is what the card says; of what is no key, that throws. */
interface KeyCheck {
  readonly file: string;
  fits(): Promise<boolean>;
}

/**
 * Compares every key in the folder of a station with the newest card that its ledger has of itself. Threat: a card is
 * public, and anybody can put it into a ledger of their own. The secret halves of the keys without passphrase nobody else
 * has: the words of the card say something only where these fit it. Of a key with a passphrase the public half is
 * compared. Source: docs/station-documents.md § Backups.
 */
export async function compareKeys(
  station: Pick<StationFacts, 'name' | 'role' | 'layout' | 'ledger'>,
): Promise<KeyComparison> {
  const cards = await listCards(station.ledger, station.name);
  const newest = cards.at(-1);
  if (newest === undefined) return { card: null, foreign: [] };
  const foreign: string[] = [];
  const checks = [
    ...listUnattended(station, newest.card),
    ...listAttended(station.layout, newest.card),
    ...(await listReplaced(station.layout, cards)),
  ];
  for (const check of [...checks, checkCertificate(station.layout, cards)]) {
    if (!(await holds(check))) foreign.push(check.file);
  }
  return { card: newest.card.number, foreign };
}

/** The secret half must be there, be that of the public half, and stand in the card. */
function listUnattended({ role, layout }: Pick<Station, 'role' | 'layout'>, { receiptKeys }: Card): KeyCheck[] {
  function check(key: UnattendedKey, isListed: (text: string) => boolean): KeyCheck {
    const file = secretKeyFile(key);
    async function fits(): Promise<boolean> {
      const text = toText(await parseSecretKey(await readKey(layout, file)));
      const open = publicKeyBase64(parsePublicKey(await readKey(layout, publicKeyFile(key))));
      return text === open && isListed(text);
    }
    return { file, fits };
  }

  const stages = role === 'gateway' ? receiptStages.slice(0, 1) : receiptStages;
  return [
    ...stages.map((stage) =>
      check(stage, (text) => receiptKeys.some((key) => key.stage === stage && key.publicKey === text)),
    ),
    // No card names it; what it has signed stands in the ledger.
    check('custody', () => true),
  ];
}

/** The keys of persons may be kept elsewhere, or under a passphrase. */
function listAttended(layout: StationLayout, card: Card): KeyCheck[] {
  return Object.values(attendedKeyFiles).map((file) => checkAttended(layout, file, file, card));
}

/** A key that was replaced is kept with the number of its last card in its name, and must be the one of that card. */
async function listReplaced(layout: StationLayout, cards: readonly StoredCard[]): Promise<KeyCheck[]> {
  const names = (await readdir(layout.path('keys'))).sort();
  return names.flatMap((file) => {
    const [, stem, number, extension] = REPLACED.exec(file) ?? [];
    if (stem === undefined) return [];
    const stored = cards.find(({ card }) => card.number === Number(number));
    if (stored === undefined) return [{ file, fits: async () => false }];
    return [checkAttended(layout, file, `${stem}.${extension}`, stored.card)];
  });
}

const REPLACED = /^(signing|opening)\.card-([1-9]\d*)\.(key|pub|identity|recipient)$/;

/** Whether a file holds the key of a person, of the kind that `name` has, that stands in the card. */
function checkAttended(layout: StationLayout, file: string, name: string, { signingKeys, recipients }: Card): KeyCheck {
  const isSigning = (text: string) => signingKeys.some(({ publicKey }) => publicKey === text);

  const kinds: Readonly<Record<string, (bytes: Uint8Array) => Promise<boolean>>> = {
    [attendedKeyFiles.signingPublic]: async (bytes) => isSigning(publicKeyBase64(parsePublicKey(bytes))),
    [attendedKeyFiles.signing]: async (bytes) => isSigning(toText(await parseSecretKey(bytes))),
    [attendedKeyFiles.openingRecipient]: async (bytes) => recipients.includes(new TextDecoder().decode(bytes).trim()),
    [attendedKeyFiles.opening]: async (bytes) =>
      (await readIdentityTexts(bytes)).some(({ recipient }) => recipients.includes(recipient)),
  };
  const fits = async () => kinds[name]!(await readKey(layout, file));
  return { file, fits: () => unless(['source-missing', 'passphrase-required'], fits) };
}

/**
 * The certificate stands in the newest card, or in one that it follows: a card has room for four, and others gave way to
 * new ones. Where the card names none, none is in use.
 */
function checkCertificate(layout: StationLayout, cards: readonly StoredCard[]): KeyCheck {
  const file = certificateFiles.current;

  function isNamed(certificate: string): boolean {
    let wanted = cards.at(-1)?.digest ?? null;
    for (const { digest, card } of cards.toReversed()) {
      if (digest !== wanted) return false;
      if (card.certificates.includes(certificate)) return true;
      wanted = card.previous;
    }
    return false;
  }

  async function fits(): Promise<boolean> {
    if (cards.at(-1)?.card.certificates.length === 0) return true;
    await readKey(layout, file);
    return isNamed(toCardCertificate(await readCredentials(layout)));
  }

  return { file, fits: () => unless(['source-missing'], fits) };
}

function readKey(layout: StationLayout, name: string): Promise<Uint8Array> {
  return readOwnFile(layout.path('keys', name));
}

/** What cannot be read as a key is none of the card. */
async function holds({ fits }: KeyCheck): Promise<boolean> {
  try {
    return await fits();
  } catch (error) {
    if (ScelleError.is(error)) return false;
    throw error;
  }
}

/** True, too, where one of these codes is thrown. */
async function unless(codes: readonly string[], fits: () => Promise<boolean>): Promise<boolean> {
  try {
    return await fits();
  } catch (error) {
    if (ScelleError.is(error) && codes.includes(error.code)) return true;
    throw error;
  }
}

function toText(secret: SecretKey): string {
  try {
    return publicKeyBase64(toPublicKey(secret));
  } finally {
    secret.wipe();
  }
}
