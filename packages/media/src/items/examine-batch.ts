import {
  BATCH_FORMAT,
  type BatchSource,
  type Container,
  type Manifest,
  manifestMember,
  openFileSource,
  parseManifest,
  parseSignatureFile,
  parseTrustedComment,
  readContainer,
  sealMember,
  toCoSignatureMember,
  toSha256Hex,
} from '@scelle/core';
import type { CodingThreads } from '../coding/coding-threads.ts';
import { digestBatch } from '../coding/digest-batch.ts';
import { MediaError } from '../errors/media-error.ts';
import type { ItemSource } from './item-source.ts';
import { toNotSealed } from './not-sealed.ts';

/**
 * Examines a batch that is to go onto discs: it must be a sealed one, whole, whose payload is the one that its manifest
 * names. Whether the seal is trusted is for its recipient to judge. Throws `item-not-sealed`, `item-damaged`, and the
 * `source-…` codes of core.
 */
export async function examineBatch(file: string, threads: CodingThreads): Promise<ItemSource> {
  await using source = await openFileSource(file);
  const { container, manifest } = await readSealed(source, file);
  const { whole, payload } = await digestBatch(threads, file, source.size, container.payload);
  if (payload !== manifest.payload.sha256) throw new MediaError('item-damaged', { file });
  return {
    item: {
      kind: 'batch',
      name: nameBatchFile(manifest),
      bytes: source.size,
      sha256: whole,
      manifest: toSha256Hex(container.manifest),
    },
    open: () => openFileSource(file),
    companions: new Map([
      [manifestMember, container.manifest],
      [sealMember, container.seal],
      ...container.coSignatures.map((signer) => [toCoSignatureMember(signer), signer.bytes] as const),
    ]),
    parties: manifest,
  };
}

/** The name of a batch file. Source: docs/format.md § Manifest. */
export function nameBatchFile({ sender, recipient, stream, sequence }: Manifest): string {
  return `${sender}.${recipient}.${stream}.${String(sequence).padStart(6, '0')}.scelle`;
}

async function readSealed(source: BatchSource, file: string): Promise<{ container: Container; manifest: Manifest }> {
  try {
    const container = await readContainer(source);
    for (const { bytes } of [{ bytes: container.seal }, ...container.coSignatures]) {
      const { format } = parseTrustedComment(parseSignatureFile(bytes).trustedComment);
      if (format !== BATCH_FORMAT) throw new MediaError('item-not-sealed', { file, found: format });
    }
    return { container, manifest: parseManifest(container.manifest) };
  } catch (error) {
    throw toNotSealed(error, file);
  }
}
