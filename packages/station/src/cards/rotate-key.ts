import { link, lstat, rename, rm } from 'node:fs/promises';
import { CoreError, type PublicKey, parsePublicKey } from '@scelle/core';
import { compareInstants, publicKeyBase64, syncFolderOf } from '@scelle/core/internal';
import { attendedKeyFiles, findOwnText, writeDurably } from '../home/files.ts';
import type { StationLayout } from '../home/layout.ts';
import type { Station } from '../home/station.ts';
import { type Card, cardLimits, type SigningKey } from './card.ts';
import type { CardFile } from './card-file.ts';
import { findCurrentCard } from './card-store.ts';
import { type CardContent, type CardSigners, issueCard } from './issue-card.ts';

/** The keys that a person replaces. */
export type RotatedKey = 'signing' | 'opening';

/** The station whose key is replaced. */
export type RotatingStation = Pick<Station, 'name' | 'layout' | 'ledger' | 'change'>;

/** What became of a new key: it took its place, or it was discarded because no card announces it. */
export interface FinishedRotation {
  readonly kind: 'key-replaced' | 'key-discarded';
  /** Path of the secret file. */
  readonly file: string;
}

/** A new key pair as files, and the card that announces it. */
export interface Rotation {
  readonly key: RotatedKey;
  /** The bytes of both files. */
  readonly secret: Uint8Array;
  readonly public: Uint8Array;
  readonly content: CardContent;
  readonly signers: CardSigners;
  readonly now: Date;
}

/** Names of the files of each key; the secret one first. */
const files: Readonly<Record<RotatedKey, readonly [string, string]>> = {
  signing: [attendedKeyFiles.signing, attendedKeyFiles.signingPublic],
  opening: [attendedKeyFiles.opening, attendedKeyFiles.openingRecipient],
};

/**
 * Replaces a key of this party: the new one is written under another name, announced by the next card, and then takes
 * the place of the old one, which is kept as `<name>.card-<number of its last card>.<extension>`. Wherever it is
 * interrupted, `finishRotations` leads to the state before or after it. The old one may be gone: that is a reason to
 * replace it. Throws `source-not-a-file` where something else stands in its place, and what `issueCard` throws.
 */
export async function rotateKey(station: RotatingStation, rotation: Rotation): Promise<CardFile> {
  const { layout } = station;
  await finishRotations(station);
  const [secret, open] = files[rotation.key];
  for (const name of [secret, open]) await requireReplaceable(layout.path('keys', name));
  await writeDurably(waitingPath(layout, secret), rotation.secret);
  await writeDurably(waitingPath(layout, open), rotation.public);
  await syncFolderOf(waitingPath(layout, open));
  const { content, signers, now, key } = rotation;
  try {
    return await issueCard(station, content, signers, { now, command: `key rotate ${key}` });
  } finally {
    await finishRotations(station);
  }
}

/**
 * Finishes what an interrupted rotation left: a new key that the newest card announces takes its place, any other is
 * removed. Tells what it did with which secret file.
 */
export async function finishRotations({
  name,
  layout,
  ledger,
}: Omit<RotatingStation, 'change'>): Promise<readonly FinishedRotation[]> {
  const card = (await findCurrentCard(ledger, name))?.card;
  if (card === undefined) return [];
  const finished: FinishedRotation[] = [];
  for (const key of ['signing', 'opening'] as const) {
    const [secret, open] = files[key];
    const waiting = await findOwnText(waitingPath(layout, open));
    if (waiting !== null && isAnnounced(key, waiting, card)) {
      await putInPlace(layout, secret, card.number - 1);
      // Last, because it tells that the rest is not done.
      await putInPlace(layout, open, card.number - 1);
      finished.push({ kind: 'key-replaced', file: layout.path('keys', secret) });
    } else if (await removeWaiting(layout, [secret, open])) {
      finished.push({ kind: 'key-discarded', file: layout.path('keys', secret) });
    }
  }
  if (finished.length > 0) await syncFolderOf(layout.path('keys', files.signing[0]));
  return finished;
}

function isAnnounced(key: RotatedKey, waiting: string, { signingKeys, recipients }: Card): boolean {
  if (key === 'opening') return recipients.includes(waiting.trim());
  const publicKey = publicKeyBase64(parsePublicKey(waiting));
  return signingKeys.some((entry) => entry.publicKey === publicKey);
}

/** Once a card announces the new key, nothing may stand in its way any more. */
async function requireReplaceable(place: string): Promise<void> {
  const found = await unless(['ENOENT'], lstat(place));
  if (found?.isDirectory()) throw new CoreError('source-not-a-file', { file: place });
}

async function putInPlace(layout: StationLayout, name: string, lastCard: number): Promise<void> {
  const waiting = waitingPath(layout, name);
  // It is in its place already, and must not be kept under the name of the old one.
  if ((await unless(['ENOENT'], lstat(waiting))) === null) return;
  const [stem, extension] = name.split('.');
  const place = layout.path('keys', name);
  // The old one may be kept already; or be gone, lost or destroyed.
  await unless(['EEXIST', 'ENOENT'], link(place, layout.path('keys', `${stem}.card-${lastCard}.${extension}`)));
  await rename(waiting, place);
}

async function removeWaiting(layout: StationLayout, names: readonly string[]): Promise<boolean> {
  const removals = names.map((name) =>
    unless(
      ['ENOENT'],
      rm(waitingPath(layout, name)).then(() => true),
    ),
  );
  return (await Promise.all(removals)).includes(true);
}

function waitingPath(layout: StationLayout, name: string): string {
  const [stem, extension] = name.split('.');
  return layout.path('keys', `${stem}.next.${extension}`);
}

/** What the system call gives, or null where the system refuses it for one of these reasons. */
async function unless<Result>(codes: readonly string[], call: Promise<Result>): Promise<Result | null> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Error && 'code' in error && codes.includes(String(error.code))) return null;
    throw error;
  }
}

/** Between which instants a new key may sign. */
interface NewValidity {
  readonly validFrom: string;
  readonly validUntil: string | null;
}

/**
 * The card with another signing key, which takes over from the others of its role at `validFrom`. They stay listed up
 * to then, so that what they sealed before is still accepted.
 */
export function withSigningKey(
  card: CardContent,
  role: string,
  publicKey: PublicKey,
  validity: NewValidity,
): CardContent {
  const key: SigningKey = { role, publicKey: publicKeyBase64(publicKey), ...validity };
  const closed = card.signingKeys
    .map((other) => (other.role === role ? endBefore(other, validity.validFrom) : other))
    .filter((other) => other !== null);
  return { ...contentOf(card), signingKeys: [key, ...closed].slice(0, cardLimits.keys) };
}

/** The card with another opening key: from now on batches are encrypted to this one alone. */
export function withRecipient(card: CardContent, recipient: string): CardContent {
  return { ...contentOf(card), recipients: [recipient] };
}

/** What a card says, without what each card has of its own. */
export function contentOf(card: CardContent): CardContent {
  const { party, role, signingKeys, receiptKeys, recipients, address, certificates } = card;
  return { party, role, signingKeys, receiptKeys, recipients, address, certificates };
}

/** The key with an end; null where it never was valid before. */
function endBefore(key: SigningKey, end: string): SigningKey | null {
  if (compareInstants(key.validFrom, end) >= 0) return null;
  const endsEarlier = key.validUntil !== null && compareInstants(key.validUntil, end) <= 0;
  return endsEarlier ? key : { ...key, validUntil: end };
}
