import { toInstant, toSha256Hex } from '@scelle/core';
import type { SignedDocument } from '@scelle/verify';
import { readHead } from '../custody/custody-log.ts';
import { readUnattendedKey } from '../folder/key-files.ts';
import type { Station } from '../station.ts';
import { CERTIFICATE_FORMAT, type Certificate, signCertificate } from './certificate.ts';

/** What a certificate says beside who issues it and when. */
export type DraftCertificate = Pick<Certificate, 'kind' | 'action' | 'days' | 'batches'>;

/** A certificate that was issued. */
export interface IssuedCertificate extends SignedDocument {
  readonly certificate: Certificate;
}

/** Signs a certificate; it is kept by `storeCertificate`. Throws `station-incomplete`. */
export async function issueCertificate(
  { layout, database, environment, name: station }: Station,
  { kind, action, days, batches }: DraftCertificate,
): Promise<IssuedCertificate> {
  const issuedAt = toInstant(environment.now());
  const custody = readHead(database);
  const certificate = { format: CERTIFICATE_FORMAT, station, kind, action, days, batches, issuedAt, custody };
  const signer = await readUnattendedKey(layout, 'custody');
  try {
    return { certificate, ...(await signCertificate(certificate, signer)) };
  } finally {
    signer.wipe();
  }
}

/** Keeps a certificate, and tells the custody log; to be called within the transaction that it speaks of. */
export function storeCertificate(
  { database, record }: Station,
  { certificate, document, signature }: IssuedCertificate,
  command: string,
): void {
  const { kind, action, days, batches, issuedAt } = certificate;
  database
    .prepare('INSERT INTO certificates (kind, document, signature, issued_at) VALUES (?, ?, ?, ?)')
    .run(kind, document, signature, issuedAt);
  for (const { manifest: digest, records, ...place } of batches) {
    const details = { days, records, certificate: toSha256Hex(document) };
    record({ command, act: 'batch-erased', party: place.sender, batch: { ...place, digest }, result: action, details });
  }
}
