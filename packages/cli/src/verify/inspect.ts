import { type Container, findProfile, formatKeyId, parseManifest, readContainer } from '@scelle/core';
import { parseSignatureFile, toSha256Hex } from '@scelle/core/internal';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { openBatch } from '../kernel/inputs.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import type { ClaimedSignature, Inspection } from './manifest-view.ts';

const texts = { en, fr };

/** `scelle inspect`: shows manifest and signatures without verifying anything. */
export async function inspect(context: CommandContext, file: string): Promise<CommandResult> {
  await using source = await openBatch(file, context);
  const container = await readContainer(source);
  const manifest = parseManifest(container.manifest);
  const inspection: Inspection = {
    verified: false,
    file,
    bytes: source.size,
    manifestDigest: toSha256Hex(container.manifest),
    testData: findProfile(manifest.profile)?.test === true,
    manifest,
    signatures: readSignatures(container),
  };
  return { document: inspection, lines: texts[context.language].inspection(inspection) };
}

function readSignatures({ seal, coSignatures }: Container): readonly ClaimedSignature[] {
  return [{ role: 'sender', bytes: seal }, ...coSignatures].map(({ role, bytes }) => {
    const { keyNumber, trustedComment } = parseSignatureFile(bytes);
    return { role, keyId: formatKeyId(keyNumber), trustedComment };
  });
}
