import {
  type Environment,
  encodePublicKey,
  encodeSecretKey,
  generateIdentity,
  generateSecretKey,
  type PublicKey,
  type SecretKey,
} from '@scelle/core';
import { encodeIdentityFile, encryptIdentityFile, syncFolderOf } from '@scelle/core/internal';
import { attendedKeyFiles, publicKeyFile, secretKeyFile, type UnattendedKey, writeDurably } from '../home/files.ts';
import type { StationLayout } from '../home/layout.ts';
import { type PartyRole, type ReceiptStage, receiptStages } from '../home/station.ts';
import { certificateFiles, parseTlsCertificate, toCardCertificate } from './next-content.ts';

/** Which keys, and how they are kept. */
export interface NewKeyOptions {
  readonly name: string;
  readonly role: PartyRole;
  /** Protects the signing and the opening key; null for none. */
  readonly passphrase: string | null;
  /** Whether the opening key is hybrid: ML-KEM-768 and X25519. */
  readonly postQuantum?: boolean;
  readonly environment: Environment;
}

/** The keys of a new station. */
export interface MadeKeys {
  readonly signing: SecretKey;
  readonly custody: SecretKey;
  readonly receipts: readonly { readonly stage: ReceiptStage; readonly publicKey: PublicKey }[];
  /** None on the exposed host of an authority, where nothing can be opened. */
  readonly recipients: readonly string[];
  /** The TLS certificate, DER in base64. */
  readonly certificate: string;
}

/** Makes the keys that a station of this role has, and writes them into its folder. */
export async function makeKeys(layout: StationLayout, options: NewKeyOptions): Promise<MadeKeys> {
  const { role, passphrase, postQuantum = false, environment } = options;
  const now = environment.now();
  const signing = generateSecretKey();
  await writeKey(layout, attendedKeyFiles.signing, await encodeSecretKey(signing, passphrase));
  await writeKey(layout, attendedKeyFiles.signingPublic, encodePublicKey(toPublicKey(signing)));
  const stages = role === 'gateway' ? receiptStages.slice(0, 1) : receiptStages;
  const receipts = [];
  for (const stage of stages) receipts.push({ stage, publicKey: toPublicKey(await makeUnattendedKey(layout, stage)) });
  const custody = await makeUnattendedKey(layout, 'custody');
  const recipients = role === 'gateway' ? [] : [await makeOpeningKey(layout, passphrase, postQuantum, now)];
  const certificate = await makeTlsKey(layout, options);
  await syncFolderOf(layout.path('keys', attendedKeyFiles.signing));
  return { signing, custody, receipts, recipients, certificate };
}

async function makeUnattendedKey(layout: StationLayout, name: UnattendedKey): Promise<SecretKey> {
  const key = generateSecretKey();
  await writeKey(layout, secretKeyFile(name), await encodeSecretKey(key, null));
  await writeKey(layout, publicKeyFile(name), encodePublicKey(toPublicKey(key)));
  return key;
}

async function makeTlsKey(layout: StationLayout, { name: party, environment }: NewKeyOptions): Promise<string> {
  // Its library is loaded only where a certificate is made.
  const { makeTlsCertificate } = await import('./make-certificate.ts');
  const pem = await makeTlsCertificate({ party, now: environment.now(), randomBytes: environment.randomBytes });
  await writeKey(layout, certificateFiles.current, pem);
  return toCardCertificate(parseTlsCertificate(pem));
}

async function makeOpeningKey(
  layout: StationLayout,
  passphrase: string | null,
  postQuantum: boolean,
  now: Date,
): Promise<string> {
  const identity = generateIdentity({ postQuantum });
  const plain = encodeIdentityFile(identity, now);
  const secret = passphrase === null ? plain : await encryptIdentityFile(plain, passphrase);
  await writeKey(layout, attendedKeyFiles.opening, secret);
  plain.fill(0);
  const recipient = new TextEncoder().encode(`${identity.recipient}\n`);
  await writeKey(layout, attendedKeyFiles.openingRecipient, recipient);
  return identity.recipient;
}

/** The public half of a key. */
export function toPublicKey({ keyNumber, publicKey }: SecretKey): PublicKey {
  return { keyNumber, key: publicKey };
}

async function writeKey(layout: StationLayout, name: string, bytes: Uint8Array): Promise<void> {
  await writeDurably(layout.path('keys', name), bytes);
}
