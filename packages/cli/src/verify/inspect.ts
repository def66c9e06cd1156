import {
  type Container,
  findProfile,
  formatKeyId,
  type Manifest,
  parseManifest,
  parseSignatureFile,
  readContainer,
  toSha256Hex,
} from '@scelle/core';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { openBatch } from '../kernel/inputs.ts';

/** A signature as it presents itself: nothing says yet that it is one. */
export interface ClaimedSignature {
  readonly role: string;
  readonly keyId: string;
  readonly trustedComment: string;
}

/** What a batch says of itself. */
export interface Inspection {
  /** Always false: a reader of the document must not take it for a verification. */
  readonly verified: false;
  readonly file: string;
  readonly bytes: number;
  readonly manifestDigest: string;
  /** Whether the profile marks the records as test data. */
  readonly testData: boolean;
  readonly manifest: Manifest;
  readonly signatures: readonly ClaimedSignature[];
}

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
  return { document: inspection, lines: context.texts.inspection(inspection) };
}

function readSignatures({ seal, coSignatures }: Container): readonly ClaimedSignature[] {
  return [{ role: 'sender', bytes: seal }, ...coSignatures].map(({ role, bytes }) => {
    const { keyNumber, trustedComment } = parseSignatureFile(bytes);
    return { role, keyId: formatKeyId(keyNumber), trustedComment };
  });
}
