import { dirname } from 'node:path';
import { MediaError, writePatch } from '@scelle/media';
import { findRequestedItems, MAX_REQUEST_BYTES } from '@scelle/media/internal';
import { findRequestedFiles, recordPatch } from '@scelle/station/internal';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { clearStalePartials, readSmallFile } from '../kernel/files.ts';
import { openForCommand, type StationOptions } from '../kernel/station.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { toReceiptFiles } from './progress.ts';

const texts = { en, fr };

/** Options of `scelle media patch`. */
export interface MediaPatchOptions {
  readonly request: string;
  readonly receipt?: readonly string[];
  readonly out: string;
}

/** `scelle media patch`: writes the blocks that a check asks for. */
export async function mediaPatch(
  context: CommandContext,
  batches: readonly string[],
  { request, receipt, out }: MediaPatchOptions,
): Promise<CommandResult> {
  await clearStalePartials(dirname(out), context);
  const bytes = await readSmallFile(request, MAX_REQUEST_BYTES);
  const patch = await writePatch(bytes, request, { batches, receipts: toReceiptFiles(receipt) }, out);
  return { document: patch, lines: texts[context.language].patchWritten(patch) };
}

/** Options of `scelle media patch` at a station. */
export interface MediaPatchStationOptions extends StationOptions {
  readonly request: string;
  readonly out: string;
}

/** `scelle media patch` at a station: writes the blocks that a check asks for, from what the outbox holds. */
export async function mediaPatchStation(
  context: CommandContext,
  { request, out, ...options }: MediaPatchStationOptions,
): Promise<CommandResult> {
  await clearStalePartials(dirname(out), context);
  const bytes = await readSmallFile(request, MAX_REQUEST_BYTES);
  const { setKey, recipient, items } = findRequestedItems(bytes, request);
  using opened = await openForCommand(context, options, 'media patch');
  const { station } = opened;
  const files = await findRequestedFiles(station, {
    recipient,
    manifests: items.flatMap(({ manifest }) => manifest ?? []),
    hasReceipts: items.some(({ kind }) => kind !== 'batch'),
  });
  if (files.batches.length + files.receipts.length === 0) {
    throw new MediaError('request-unmet', { name: items[0]?.name ?? setKey });
  }
  const patch = await writePatch(bytes, request, { ...files, parties: { sender: station.name, recipient } }, out);
  await recordPatch(station, { setKey, recipient, blocks: patch.blocks });
  return { document: patch, lines: texts[context.language].patchWritten(patch) };
}
