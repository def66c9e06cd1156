import { limits, parseProof } from '@scelle/core';
import { verifyProof } from '@scelle/verify';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { CliError } from '../errors/cli-error.ts';
import { readSmallFile } from '../files/read-small-file.ts';
import { loadSenderKeys, type PolicyOptions } from '../keys/trusted-keys.ts';

/** Options of `scelle verify-proof`. */
export type VerifyProofOptions = Pick<PolicyOptions, 'signer'>;

/** `scelle verify-proof`: checks a disclosed record, and shows it. */
export async function verifyProofFile(
  context: CommandContext,
  file: string,
  { signer = [] }: VerifyProofOptions,
): Promise<CommandResult> {
  if (signer.length === 0) throw new CliError('signer-missing');
  const keys = await loadSenderKeys(signer);
  const proof = parseProof(await readSmallFile(file, limits.proofBytes));
  const { manifest, line, content, signer: sender, keyId, sealedAt, testData } = verifyProof(proof, keys);
  const document = {
    valid: true,
    sender,
    keyId,
    sealedAt,
    testData,
    // biome-ignore lint/plugin: verifyProof has found it canonical.
    record: JSON.parse(line) as object,
    content,
    manifest,
  };
  return { document, lines: context.texts.proofHolds(document) };
}
