import type { SetTrust } from '@scelle/media';
import type { NamedFile } from '../options/parsers.ts';
import { loadPublicKey } from './load-keys.ts';

/** The options that say which sets are taken. */
export interface MediaTrustOptions {
  readonly signer?: readonly NamedFile[];
  readonly recipient?: string;
}

/** Which sets are taken. Throws what loading keys throws. */
export async function loadMediaTrust({ signer = [], recipient }: MediaTrustOptions): Promise<SetTrust> {
  const senders = await Promise.all(
    signer.map(async ({ name, file }) => ({ name, publicKey: await loadPublicKey(file) })),
  );
  return { senders, ...(recipient !== undefined && { recipient }) };
}
