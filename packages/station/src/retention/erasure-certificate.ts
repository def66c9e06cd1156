import { type PublicKey, type SignedDocument, toInstant } from '@scelle/core';
import {
  choice,
  closedObject,
  defineDocument,
  instant,
  list,
  name,
  type SignedDocumentKind,
  safeInteger,
  sha256Hex,
  toSha256Hex,
} from '@scelle/core/internal';
import { CUSTODY_ROLE, readHead } from '../custody/custody-log.ts';
import { StationError } from '../errors/station-error.ts';
import { readUnattendedKey } from '../home/files.ts';
import type { Station, StationChange } from '../home/station.ts';
import { insertErasureCertificate } from '../ledger/erasures.ts';

/** The format word of a certificate. */
export const ERASURE_CERTIFICATE_FORMAT = 'scelle.certificate/1' as const;

/** A batch of which something was removed. */
export interface CertifiedBatch {
  readonly sender: string;
  readonly recipient: string;
  readonly stream: string;
  readonly sequence: number;
  /** SHA-256 of the manifest, hex. */
  readonly manifest: string;
  /** How many records were removed. */
  readonly records: number;
}

/**
 * A station certifies what it removed. *retention*: imported records, with their salts and the sealed batches; *purge*:
 * sealed batches that their recipient has imported. It holds no personal data. Source: docs/station-documents.md § Certificates of erasure.
 */
export interface ErasureCertificate {
  readonly format: typeof ERASURE_CERTIFICATE_FORMAT;
  readonly station: string;
  readonly kind: 'retention' | 'purge';
  readonly action: 'deleted' | 'pseudonymised';
  /** The term of the policy, in days. */
  readonly days: number;
  readonly batches: readonly CertifiedBatch[];
  readonly issuedAt: string;
  /** How far the custody log had come. */
  readonly custody: { readonly number: number; readonly hash: string | null };
}

/** The limits of a certificate, checked before memory is taken. */
export const erasureCertificateLimits = { documentBytes: 8_388_608, batches: 10_000 } as const;

const count = safeInteger(0, Number.MAX_SAFE_INTEGER);

const erasureCertificateSchema = closedObject({
  format: choice([ERASURE_CERTIFICATE_FORMAT]),
  station: name(),
  kind: choice(['retention', 'purge']),
  action: choice(['deleted', 'pseudonymised']),
  days: count,
  batches: list(
    closedObject({
      sender: name(),
      recipient: name(),
      stream: name(),
      sequence: safeInteger(1, Number.MAX_SAFE_INTEGER),
      manifest: sha256Hex(),
      records: count,
    }),
    1,
    erasureCertificateLimits.batches,
  ),
  issuedAt: instant(),
  custody: closedObject({ number: count, hash: sha256Hex().nullable() }),
});

/** A certificate is signed with the key of the custody log, into which it goes. */
const certificateDocument: SignedDocumentKind<ErasureCertificate> = defineDocument<ErasureCertificate>(
  ERASURE_CERTIFICATE_FORMAT,
  erasureCertificateSchema,
  { member: 'certificate', limit: erasureCertificateLimits.documentBytes },
  ({ station, issuedAt }) => ({ role: CUSTODY_ROLE, signer: station, time: issuedAt }),
);

/** A certificate of its bytes. */
export const { parse: parseErasureCertificate } = certificateDocument;

/**
 * The certificate, once it is signed by a key of its station's custody log and the signature's comment says the same.
 * Throws `custody-head-signature`, and the codes of `parseDocument` and `parseSignatureFile`.
 */
export function verifyErasureCertificate(signed: SignedDocument, keys: readonly PublicKey[]): ErasureCertificate {
  const verified = certificateDocument.verify(
    signed,
    keys.map((publicKey) => ({ publicKey })),
  );
  if (verified.outcome !== 'signed') throw new StationError('custody-head-signature');
  return verified.document;
}

/** What a certificate says beside who issues it and when. */
type DraftErasureCertificate = Pick<ErasureCertificate, 'kind' | 'action' | 'days' | 'batches'>;

/** A certificate that was issued. */
export interface IssuedErasureCertificate extends SignedDocument {
  readonly certificate: ErasureCertificate;
}

/** Signs a certificate; it is kept by `storeErasureCertificate`. Throws `station-incomplete`. */
export async function issueErasureCertificate(
  { layout, ledger, environment, name: station }: Station,
  { kind, action, days, batches }: DraftErasureCertificate,
): Promise<IssuedErasureCertificate> {
  const issuedAt = toInstant(environment.now());
  const custody = await readHead(ledger);
  const certificate = { format: ERASURE_CERTIFICATE_FORMAT, station, kind, action, days, batches, issuedAt, custody };
  const signer = await readUnattendedKey(layout, 'custody');
  try {
    return { certificate, ...(await certificateDocument.sign(certificate, signer)) };
  } finally {
    signer.wipe();
  }
}

/** Keeps a certificate, and tells the custody log; to be called within the transaction that it speaks of. */
export async function storeErasureCertificate(
  { ledger, record }: StationChange,
  { certificate, document, signature }: IssuedErasureCertificate,
  command: string,
): Promise<void> {
  const { kind, action, days, batches, issuedAt } = certificate;
  await insertErasureCertificate(ledger, kind, { document, signature }, issuedAt);
  for (const { manifest: digest, records, ...place } of batches) {
    const details = { days, records, certificate: toSha256Hex(document) };
    await record({
      command,
      act: 'batch-erased',
      party: place.sender,
      batch: { ...place, digest },
      result: action,
      details,
    });
  }
}
