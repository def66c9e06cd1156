import { existsSync } from 'node:fs';
import { CoreError } from '@scelle/core';
import { formatBatchName, type IssuedCertificate, signatureFileOf } from '@scelle/station';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { publishCertificate } from './publish-certificate.ts';

/** The option of commands that issue certificates. */
export interface CertificateOptions {
  /** New file for it. */
  readonly certificate?: string;
}

/** Makes sure, before anything is erased, that the certificate can be written. Throws `target-exists`. */
export function checkCertificateFile({ certificate }: CertificateOptions): void {
  if (certificate === undefined) return;
  for (const file of [certificate, signatureFileOf(certificate)]) {
    if (existsSync(file)) throw new CoreError('target-exists', { file });
  }
}

/** What a command that erased something comes to. */
export async function showErased(
  { texts }: CommandContext,
  issued: IssuedCertificate | null,
  { certificate: path }: CertificateOptions,
): Promise<CommandResult> {
  if (issued === null) return { document: { certificate: null }, lines: [texts.nothingToErase] };
  if (path !== undefined) await publishCertificate(path, issued);
  const { certificate } = issued;
  const { kind, action } = certificate;
  const batches = certificate.batches.map(formatBatchName);
  const records = certificate.batches.reduce((total, batch) => total + batch.records, 0);
  return {
    document: { certificate },
    lines: texts.erased({ kind, action, batches, records, certificate: path ?? null }),
  };
}
