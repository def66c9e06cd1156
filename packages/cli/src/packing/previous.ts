import { type Manifest, parseManifest, readContainer, toSha256Hex } from '@scelle/core';
import type { CommandContext } from '../command-context.ts';
import { CliError } from '../errors/cli-error.ts';
import { openBatch } from '../files/open-batch.ts';

/** The place of a batch in its stream. */
type Place = Pick<Manifest, 'sender' | 'recipient' | 'stream' | 'sequence'>;

/**
 * The digest of the batch before `place`, from `--previous`: itself a digest, or a batch file. Null for the first.
 * Throws `previous-required`, `previous-unexpected`, `previous-not-preceding`, and the codes of reading a batch.
 */
export async function findPrevious(
  context: CommandContext,
  place: Place,
  previous: string | undefined,
): Promise<string | null> {
  if (place.sequence === 1) {
    if (previous !== undefined) throw new CliError('previous-unexpected');
    return null;
  }
  if (previous === undefined) throw new CliError('previous-required', { found: place.sequence });
  return /^[0-9a-f]{64}$/.test(previous) ? previous : readDigest(context, place, previous);
}

async function readDigest(context: CommandContext, place: Place, file: string): Promise<string> {
  await using source = await openBatch(file, context);
  const { manifest } = await readContainer(source);
  const found = formatPlace(parseManifest(manifest));
  const expected = formatPlace({ ...place, sequence: place.sequence - 1 });
  if (found !== expected) throw new CliError('previous-not-preceding', { file, found, expected });
  return toSha256Hex(manifest);
}

function formatPlace({ sender, recipient, stream, sequence }: Place): string {
  return `${sender}.${recipient}.${stream}.${sequence}`;
}
