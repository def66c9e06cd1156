import { readFile } from 'node:fs/promises';
import { parseSecretKey, type SecretKey } from '@scelle/core';
import type { Station } from '@scelle/station';

/** The signing key of a party. */
export async function signingKey({ station }: { readonly station: Station }): Promise<SecretKey> {
  return parseSecretKey(await readFile(station.layout.path('keys', 'signing.key')));
}
