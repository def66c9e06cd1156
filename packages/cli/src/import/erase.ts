import { createPublishedFile } from '@scelle/core';
import { applyRetention, purgeOutbox } from '@scelle/station';
import { formatBatchName, type IssuedErasureCertificate, signatureFileOf } from '@scelle/station/internal';
import { type CommandContext, type CommandResult, reportAnyway } from '../kernel/context.ts';
import { openForCommand, openStationTarget, type StationOptions, type TargetOptions } from '../kernel/station.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

const texts = { en, fr };

/** Options of `scelle retention apply`. */
export interface RetentionApplyOptions extends StationOptions, TargetOptions, ErasureCertificateOptions {}

/** `scelle retention apply`: erases imported records whose term is over. */
export async function retentionApply(context: CommandContext, options: RetentionApplyOptions): Promise<CommandResult> {
  using opened = await openForCommand(context, options, 'retention apply');
  await using sink = await openStationTarget(opened, options, 'read');
  return await showErased(context, options, () => applyRetention(opened.station, sink, opened.settings));
}

/** Options of `scelle purge`. */
export interface PurgeOptions extends StationOptions, ErasureCertificateOptions {}

/** `scelle purge`: removes sent batches that their recipient has imported. */
export async function purge(context: CommandContext, options: PurgeOptions): Promise<CommandResult> {
  using opened = await openForCommand(context, options, 'purge');
  return await showErased(context, options, () => purgeOutbox(opened.station, opened.settings));
}

/** The option of commands that issue certificates. */
export interface ErasureCertificateOptions {
  /** New file for it. */
  readonly certificate?: string;
}

/** Erases something, and shows what that came to. Throws, before anything is erased, the codes of `createErasureCertificateFiles`. */
export async function showErased(
  context: CommandContext,
  { certificate: path }: ErasureCertificateOptions,
  erase: () => Promise<IssuedErasureCertificate | null>,
): Promise<CommandResult> {
  await using files = path === undefined ? null : await createErasureCertificateFiles(path);
  const issued = await erase();
  if (issued === null) return { document: { certificate: null }, lines: [texts[context.language].nothingToErase] };
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
  { language }: CommandContext,
  { certificate }: IssuedErasureCertificate,
  path: string | undefined,
): CommandResult {
  const { kind, action } = certificate;
  const batches = certificate.batches.map(formatBatchName);
  const records = certificate.batches.reduce((total, batch) => total + batch.records, 0);
  return {
    document: { certificate },
    lines: texts[language].erased({ kind, action, batches, records, certificate: path ?? null }),
  };
}

/** The file of a certificate and that of its signature, which exist under their names once they are published. */
export interface ErasureCertificateFiles extends AsyncDisposable {
  publish(issued: IssuedErasureCertificate): Promise<void>;
}

/**
 * Makes the files before anything is erased: where there is no folder for them, no right or no room, nothing must be
 * gone. Throws the codes of `createPublishedFile`, also when they are published.
 */
export async function createErasureCertificateFiles(path: string): Promise<ErasureCertificateFiles> {
  const certificate = await createPublishedFile(path);
  try {
    const signature = await createPublishedFile(signatureFileOf(path));
    return {
      async publish(issued) {
        await certificate.write(0, issued.document);
        await signature.write(0, issued.signature);
        await certificate.publish();
        await signature.publish();
      },
      async [Symbol.asyncDispose]() {
        await certificate.abort();
        await signature.abort();
      },
    };
  } catch (error) {
    await certificate.abort();
    throw error;
  }
}
