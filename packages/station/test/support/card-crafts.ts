import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodePublicKey, generateSecretKey, type SecretKey } from '@scelle/core';
import { publicKeyBase64, signDocument } from '@scelle/core/internal';
import { fixedParties } from '@scelle/testkit';
import { onTestFinished } from 'vitest';
import { CARD_FORMAT, type Card, encodeCard, type SigningKey } from '../../src/cards/card.ts';
import { type CardFile, cardDigest, encodeCardFile, parseCardFile } from '../../src/cards/card-file.ts';
import type { CustodyAct, Station, StationChange } from '../../src/home/station.ts';
import { createLedger } from '../../src/ledger/sqlite/open-ledger.ts';

const { tmg, stranger } = fixedParties;

/** When the cards of the tests are judged. */
export const now: Date = new Date('2026-11-03T06:00:00Z');

/** A ledger of its own, with the custody acts that were told. */
export function openTestLedger(): Pick<Station, 'ledger' | 'change'> & { readonly acts: CustodyAct[] } {
  const folder = mkdtempSync(join(tmpdir(), 'scelle-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const ledger = createLedger(join(folder, 'ledger.db'));
  onTestFinished(() => ledger.close());
  const acts: CustodyAct[] = [];
  const record = async (act: CustodyAct) => void acts.push(act);
  return {
    ledger,
    acts,
    change: (perform) => ledger.change((transaction) => perform({ ledger: transaction, record } as StationChange)),
  };
}

/** The base64 of a signer's public key. */
export function keyOf({ keyNumber, publicKey }: SecretKey): string {
  return publicKeyBase64({ keyNumber, key: publicKey });
}

/** An entry for a signing key, valid since the beginning of the year. */
export function signingKey(signer: SecretKey, entry: Partial<SigningKey> = {}): SigningKey {
  const validity = { validFrom: '2026-01-01T00:00:00Z', validUntil: null };
  return { role: 'sender', publicKey: keyOf(signer), ...validity, ...entry };
}

/** The first card of tmg, but for what the test changes. */
export function cardOf(change: Partial<Card> = {}): Card {
  return {
    format: CARD_FORMAT,
    party: 'tmg',
    role: 'collector',
    number: 1,
    previous: null,
    issuedAt: '2026-11-01T06:00:00Z',
    signingKeys: [signingKey(tmg.signer)],
    receiptKeys: [
      {
        stage: 'delivery',
        publicKey: keyOf(stranger.signer),
        validFrom: '2026-01-01T00:00:00Z',
        validUntil: null,
      },
    ],
    recipients: [tmg.classical.recipient.text],
    address: null,
    certificates: [],
    ...change,
  };
}

/** What a signature of a crafted card says, where it is not as it should be. */
export interface CraftedStatement {
  readonly format?: string;
  readonly role?: string;
  readonly signer?: string;
  readonly time?: string;
  readonly sample?: string | null;
}

/** The bytes of a card file, signed by these. */
export async function signCard(
  card: Card,
  signers: readonly SecretKey[] = [tmg.signer],
  statement: CraftedStatement = {},
): Promise<Uint8Array> {
  const document = encodeCard(card);
  const parts = [document];
  for (const signer of signers) {
    const honest = { format: CARD_FORMAT, role: 'sender', signer: card.party, time: card.issuedAt };
    parts.push(await signDocument(signer, document, { ...honest, ...statement }));
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** The same, parsed. */
export async function craftCard(
  card: Card,
  signers?: readonly SecretKey[],
  statement?: CraftedStatement,
): Promise<CardFile> {
  return parseCardFile(await signCard(card, signers, statement));
}

/** The card that follows, issued a day later. */
export function nextCard(before: CardFile, change: Partial<Card> = {}): Card {
  const previous = cardDigest(before.document);
  return { ...before.card, number: before.card.number + 1, previous, issuedAt: '2026-11-02T06:00:00Z', ...change };
}

/** A key pair that is new in every run. */
export function newKey(): SecretKey {
  return generateSecretKey();
}

/** The file as bytes, and its public key file beside it, for stock tools. */
export function toFiles(file: CardFile, signer: SecretKey): { card: Uint8Array; publicKey: Uint8Array } {
  return {
    card: encodeCardFile(file),
    publicKey: encodePublicKey({ keyNumber: signer.keyNumber, key: signer.publicKey }),
  };
}
