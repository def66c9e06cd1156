import type { VerifyProofOptions } from '../commands/verify-proof.ts';
import { namedFilesParser } from '../options/parsers.ts';
import { addCommand, type Frame } from './frame.ts';

/** Declares `scelle verify-proof`. */
export function declareVerifyProof(frame: Frame): void {
  const { help, perform } = frame;
  addCommand(frame, 'verify-proof')
    .argument('<PROOF>', help.arguments.proof)
    .option('--signer <NAME=FILE>', help.options.signer, namedFilesParser('--signer'))
    .action((proof: string, options: VerifyProofOptions) =>
      perform(async (context) =>
        (await import('../commands/verify-proof.ts')).verifyProofFile(context, proof, options),
      ),
    );
}
