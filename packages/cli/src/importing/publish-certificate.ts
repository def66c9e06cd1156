import { createPublishedFile } from '@scelle/core';
import { type IssuedCertificate, signatureFileOf } from '@scelle/station';

/**
 * Writes a certificate with its signature beside it; the station keeps it anyway. Throws the codes of
 * `createPublishedFile`.
 */
export async function publishCertificate(path: string, { document, signature }: IssuedCertificate): Promise<void> {
  const parts = [
    [path, document],
    [signatureFileOf(path), signature],
  ] as const;
  for (const [name, bytes] of parts) {
    await using file = await createPublishedFile(name);
    await file.write(0, bytes);
    await file.publish();
  }
}
