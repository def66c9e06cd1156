import { dirname } from 'node:path';
import { MAX_REQUEST_BYTES, writePatch } from '@scelle/media';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { readSmallFile } from '../files/read-small-file.ts';
import { clearStalePartials } from '../files/stale-partials.ts';
import { toReceiptFiles } from '../view/media-progress.ts';

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
  return { document: patch, lines: context.texts.patchWritten(patch) };
}
