import { CoreError, type PublicKey, parsePublicKey, parseSecretKey, type SecretKey } from '@scelle/core';
import { StationError } from '../errors/station-error.ts';
import { readOwnFile } from './files.ts';
import type { StationLayout } from './layout.ts';
import type { ReceiptStage } from './station.ts';

/** The keys without passphrase, by what they sign; the log and the receipts are signed with nobody present. */
export type UnattendedKey = ReceiptStage | 'custody';

/** Names of the files of the keys that a person uses. */
export const attendedKeyFiles = {
  signing: 'signing.key',
  signingPublic: 'signing.pub',
  opening: 'opening.identity',
  openingRecipient: 'opening.recipient',
} as const;

/** Name of the file with the secret half of an unattended key. */
export function secretKeyFile(key: UnattendedKey): string {
  return `${key}.key`;
}

/** Name of the file with its public half. */
export function publicKeyFile(key: UnattendedKey): string {
  return `${key}.pub`;
}

/** Reads an unattended key. Throws `station-incomplete`, and the codes of `parseSecretKey`. */
export async function readUnattendedKey(layout: StationLayout, key: UnattendedKey): Promise<SecretKey> {
  return parseSecretKey(await readKeyFile(layout, secretKeyFile(key)));
}

/** Reads the public half of an unattended key. Throws `station-incomplete`, and the codes of `parsePublicKey`. */
export async function readUnattendedPublicKey(layout: StationLayout, key: UnattendedKey): Promise<PublicKey> {
  return parsePublicKey(await readKeyFile(layout, publicKeyFile(key)));
}

async function readKeyFile(layout: StationLayout, name: string): Promise<Uint8Array> {
  const path = layout.path('keys', name);
  try {
    return await readOwnFile(path);
  } catch (error) {
    throw toIncomplete(error, path);
  }
}

function toIncomplete(error: unknown, file: string): unknown {
  if (!(error instanceof CoreError && error.code === 'source-missing')) return error;
  return new StationError('station-incomplete', { file }, { cause: error });
}
