import { formatBatchName, type IssuedCertificate } from '@scelle/station';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { reportAnyway } from '../report-anyway.ts';
import { createCertificateFiles } from './certificate-files.ts';

/** The option of commands that issue certificates. */
export interface CertificateOptions {
  /** New file for it. */
  readonly certificate?: string;
}

/** Erases something, and shows what that came to. Throws, before anything is erased, the codes of `createCertificateFiles`. */
export async function showErased(
  context: CommandContext,
  { certificate: path }: CertificateOptions,
  erase: () => Promise<IssuedCertificate | null>,
): Promise<CommandResult> {
  await using files = path === undefined ? null : await createCertificateFiles(path);
  const issued = await erase();
  if (issued === null) return { document: { certificate: null }, lines: [context.texts.nothingToErase] };
  // It is erased from here on, whatever the file of the certificate comes to; the ledger has it.
  let file: string | undefined;
  const publish = async (): Promise<void> => {
    await files?.publish(issued);
    file = path;
  };
  return await reportAnyway(
    publish,
    () => true,
    () => describeErased(context, issued, file),
  );
}

function describeErased(
  { texts }: CommandContext,
  { certificate }: IssuedCertificate,
  path: string | undefined,
): CommandResult {
  const { kind, action } = certificate;
  const batches = certificate.batches.map(formatBatchName);
  const records = certificate.batches.reduce((total, batch) => total + batch.records, 0);
  return {
    document: { certificate },
    lines: texts.erased({ kind, action, batches, records, certificate: path ?? null }),
  };
}
