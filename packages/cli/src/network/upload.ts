import { toInstant } from '@scelle/core';
import type { OpenUpload } from '@scelle/interconnect';
import { openFileUploadStore } from '@scelle/interconnect';
import { listFileUploads } from '@scelle/interconnect/internal';
import { CliError } from '../errors/cli-error.ts';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import type { Line } from '../kernel/line.ts';
import { openForCommand, openToLook, type StationOptions } from '../kernel/station.ts';
import { en, type ShownUpload } from './en.ts';
import { fr } from './fr.ts';

const texts = { en, fr };

/** Options of `scelle upload drop`. */
export interface UploadDropOptions extends StationOptions {
  readonly reason: string;
}

/** The uploads that are not finished, the oldest first, whether a receiver runs or not. */
export async function listUploads(folder: string): Promise<readonly ShownUpload[]> {
  const uploads = (await listFileUploads(folder)).map(toShown);
  return uploads.sort((one, other) => (one.changedAt < other.changedAt ? -1 : 1));
}

/** The uploads in lines. */
export function formatUploads(context: CommandContext, uploads: readonly ShownUpload[]): readonly Line[] {
  return texts[context.language].uploads(uploads);
}

/** `scelle upload list`: who holds how much of the disc with uploads that are not finished. */
export async function uploadList(context: CommandContext, options: StationOptions): Promise<CommandResult> {
  using station = await openToLook(context, options);
  const uploads = await listUploads(station.layout.uploads);
  return { document: { uploads }, lines: formatUploads(context, uploads) };
}

/** `scelle upload drop`: removes what has come of an upload. A receiver that runs notices with its next request. */
export async function uploadDrop(
  context: CommandContext,
  name: string,
  options: UploadDropOptions,
): Promise<CommandResult> {
  using opened = await openForCommand(context, options, 'upload drop');
  const { station } = opened;
  const { reason } = options;
  const dropped = await station.exclusively(async () => {
    const upload = findUpload(await listUploads(station.layout.uploads), name);
    const { peer: party, id, manifest, bytes, received } = upload;
    const details = { reason, upload: id, manifest, bytes, received };
    await station.change((inside) =>
      inside.record({ command: 'upload drop', act: 'upload-dropped', party, result: 'done', details }),
    );
    await (await openFileUploadStore(station.layout.uploads)).remove(id);
    return upload;
  });
  return { document: { dropped, reason }, lines: [texts[context.language].uploadDropped(dropped)] };
}

/** By the digits of its id or of its manifest, or the first ones of them. */
function findUpload(uploads: readonly ShownUpload[], name: string): ShownUpload {
  const isLongEnough = /^[0-9a-f]{8,64}$/.test(name);
  const found = uploads.filter(
    ({ id, manifest }) => isLongEnough && [id, manifest].some((each) => each.startsWith(name)),
  );
  const [upload, ...others] = found;
  if (upload === undefined || others.length > 0) throw new CliError('upload-unknown', { found: name.slice(0, 80) });
  return upload;
}

function toShown({ id, peer, manifest, bytes, offset: received, since, changedAt }: OpenUpload): ShownUpload {
  return { id, peer, manifest, bytes, received, announcedAt: toInstant(since), changedAt: toInstant(changedAt) };
}
