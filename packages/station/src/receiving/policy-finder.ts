import { type BatchSource, type Manifest, parseManifest, readContainer, ScelleError } from '@scelle/core';
import type { Channel, Policy } from '@scelle/verify';

/** What a batch of this sender is held against that came by this channel; a stranger's policy trusts no key. */
export type FindPolicy = (sender: string | null, channel: Channel) => Policy;

/** The sender that a manifest names, nothing being verified: it only decides whose keys are tried. Null for rubbish. */
export function findClaimedSender(manifest: Uint8Array): string | null {
  return findClaimedPlace(manifest)?.sender ?? null;
}

/** The sender and the stream that a manifest names, nothing being verified. Null for rubbish. */
export function findClaimedPlace(manifest: Uint8Array): Pick<Manifest, 'sender' | 'stream'> | null {
  try {
    const { sender, stream } = parseManifest(manifest);
    return { sender, stream };
  } catch (error) {
    if (error instanceof ScelleError) return null;
    throw error;
  }
}

/** The manifest of a batch, nothing being verified. Null where the container cannot be read, which the verification tells in detail. */
export async function readManifest(source: BatchSource): Promise<Uint8Array | null> {
  try {
    return (await readContainer(source)).manifest;
  } catch (error) {
    if (error instanceof ScelleError) return null;
    throw error;
  }
}
