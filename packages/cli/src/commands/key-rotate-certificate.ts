import {
  activateCertificate,
  cardDigest,
  certificateFiles,
  fingerprintWords,
  rotateCertificate,
} from '@scelle/station';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { CliError } from '../errors/cli-error.ts';
import { openDesk, type StationOptions } from '../station/open-desk.ts';
import { loadStationSigner, type SignerOptions } from '../station/signer.ts';

/** Options of `scelle key rotate certificate`. */
export interface KeyRotateCertificateOptions extends StationOptions, SignerOptions {
  readonly activate?: boolean;
  readonly atOnce?: boolean;
}

/** `scelle key rotate certificate`: announces the next TLS certificate, and later puts it into use. */
export async function keyRotateCertificate(
  context: CommandContext,
  options: KeyRotateCertificateOptions,
): Promise<CommandResult> {
  const { activate = false, atOnce = false } = options;
  if (activate && atOnce) throw new CliError('options-conflict', { name: '--activate', found: '--at-once' });
  using desk = await openDesk(context, options, 'key rotate certificate');
  const { station } = desk;
  const file = station.layout.path('keys', certificateFiles.current);
  const signer = await loadStationSigner(context, station, options);
  try {
    const issued = activate
      ? await activateCertificate(station, signer)
      : await rotateCertificate(station, { signer, atOnce });
    const { card, document: bytes } = issued;
    const words = fingerprintWords(bytes, context.language);
    const { party, number } = card;
    const document = { key: 'certificate', file, party, number, digest: cardDigest(bytes), words, atOnce };
    const { certificateActivated, certificateAnnounced } = context.texts;
    return { document, lines: activate ? certificateActivated(document) : certificateAnnounced(document) };
  } finally {
    signer.wipe();
  }
}
