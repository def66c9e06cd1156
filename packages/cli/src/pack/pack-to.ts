import { createHash } from 'node:crypto';
import { packBatch } from '@scelle/station';
import { requireConfirmed, requireNoneAdopted, requireSigning } from '@scelle/station/internal';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { publishTogether } from '../kernel/files.ts';
import { checkStandardInputOnce } from '../kernel/inputs.ts';
import { openForCommand, type StationOptions } from '../kernel/station.ts';
import { loadStationSigner } from '../keys/station-keys.ts';
import { addRecords, createRejects, expectInputs } from './add-records.ts';
import { chooseProfile, createSegmentReader, loadStatement } from './batch-parts.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

const texts = { en, fr };

/** Options of `scelle pack --to`. */
export interface PackToOptions extends StationOptions {
  readonly to: string;
  readonly stream: string;
  readonly replaces?: number;
  readonly passphraseFile?: string;
  readonly segments?: string;
  readonly content?: string;
  readonly profile?: string;
  readonly profileFrom?: string;
  readonly rejects?: string;
  readonly allowEmpty?: boolean;
}

/** `scelle pack --to`: seals records into the next batch of a stream, in the outbox of a station. */
export async function packTo(
  context: CommandContext,
  inputs: readonly string[],
  options: PackToOptions,
): Promise<CommandResult> {
  checkStandardInputOnce(inputs);
  const profile = await chooseProfile(options);
  const statement = options.content === undefined ? {} : await loadStatement(options.content);
  using opened = await openForCommand(context, options, 'pack');
  const { station, settings } = opened;
  requireNoneAdopted(station, options);
  // Said before anybody types a passphrase.
  await requireConfirmed(station.ledger, { recipient: options.to, stream: options.stream });
  await using rejects = await createRejects(context, options.rejects);
  const signer = await loadStationSigner(context, station, options);
  await using expected = await expectInputs(inputs);
  try {
    await requireSigning(station, settings, signer);
    const { to: recipient, stream, replaces, segments } = options;
    const digest = createHash('sha256');
    const packed = await packBatch(station, settings, {
      recipient,
      stream,
      signer,
      profile,
      statement,
      signal: context.interruption.signal,
      ...(expected.workers && { workers: expected.workers }),
      ...(replaces !== undefined && { replaces }),
      ...(segments !== undefined && { readAttachment: createSegmentReader(segments) }),
      fill: (writer) =>
        addRecords(context, writer, { inputs, expected, allowEmpty: options.allowEmpty ?? false }, rejects, digest),
      inputDigest: () => digest.digest('hex'),
      publish: async (path, file, { manifest }) => {
        context.interruption.check();
        await publishTogether([...(await rejects.finish(manifest.records.count)), { path, file }]);
      },
    });
    const { manifest, manifestDigest, bytes, repeats = null } = packed;
    const file = station.layout.path('outbox', packed.file);
    if (repeats !== null) {
      const text = texts[context.language].packedBefore({ number: manifest.sequence, repeats });
      context.terminal.notice({ text, tone: 'warning' });
    }
    const document = { file, manifestDigest, bytes, rejected: rejects.count, repeats, manifest };
    return { document, lines: texts[context.language].packed(document) };
  } finally {
    signer.wipe();
  }
}
