import { createHash } from 'node:crypto';
import {
  BATCH_FORMAT,
  type BatchSource,
  type ByteRange,
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
import { MediaError } from '../errors/media-error.ts';
import type { ItemSource } from './item-source.ts';
import { toNotSealed } from './not-sealed.ts';

/**
 * Examines a batch that is to go onto discs: it must be a sealed one, whole, whose payload is the one that its manifest
 * names. Whether the seal is trusted is for its recipient to judge. Throws `item-not-sealed`, `item-damaged`, and the
 * `source-…` codes of core.
 */
export async function examineBatch(file: string): Promise<ItemSource> {
  await using source = await openFileSource(file);
  const { container, manifest } = await readSealed(source, file);
  const { whole, payload } = await digestTwice(source, container.payload);
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

/** SHA-256 of a whole source and of the range within it, hex, in one pass. */
async function digestTwice(source: BatchSource, range: ByteRange): Promise<{ whole: string; payload: string }> {
  const whole = createHash('sha256');
  const payload = createHash('sha256');
  let at = 0;
  for await (const piece of source.stream({ start: 0, end: source.size })) {
    whole.update(piece);
    payload.update(piece.subarray(Math.max(0, range.start - at), Math.max(0, range.end - at)));
    at += piece.length;
  }
  return { whole: whole.digest('hex'), payload: payload.digest('hex') };
}
