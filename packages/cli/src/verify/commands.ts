import { addCommand, type Frame, requireArgument } from '../kernel/frame.ts';
import { namedFilesParser, sizeParser } from '../kernel/parsers.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import type { OpenOptions } from './open.ts';
import type { ProveOptions, VerifyProofOptions } from './prove.ts';
import type { ProveImportedOptions } from './prove-imported.ts';
import type { VerifyOptions } from './verify.ts';

const texts = { en, fr };

/** Declares `scelle inspect`. */
export function declareInspect(frame: Frame): void {
  const { shared, perform } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'inspect')
    .argument('<BATCH>', shared.arguments.batch)
    .action((batch: string) => perform(async (context) => (await import('./inspect.ts')).inspect(context, batch)));
}

/** Declares `scelle verify`. */
export function declareVerify(frame: Frame): void {
  const { shared, perform } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'verify')
    .argument('<BATCH...>', shared.arguments.batches)
    .policyOptions()
    .openingKeyOptions()
    .option('--sealed', help.options.sealed)
    .option('--report <FILE>', shared.options.report)
    .option('--details', help.options.details)
    .option('--max-size <BYTES>', shared.options.maxSize, sizeParser('--max-size'))
    .action((batches: string[], options: VerifyOptions) =>
      perform(async (context) => (await import('./verify.ts')).verify(context, batches, options)),
    );
}

/** Declares `scelle open`. */
export function declareOpen(frame: Frame): void {
  const { shared, perform } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'open')
    .argument('<BATCH>', shared.arguments.batch)
    .policyOptions()
    .openingKeyOptions()
    .option('--max-size <BYTES>', shared.options.maxSize, sizeParser('--max-size'))
    .requiredOption('--out <DIR|->', help.options.openOut)
    .action((batch: string, options: OpenOptions) =>
      perform(async (context) => (await import('./open.ts')).open(context, batch, options)),
    );
}

/** Declares `scelle prove`. */
export function declareProve(frame: Frame): void {
  const { shared, perform } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'prove')
    .argument('[BATCH]', shared.arguments.batch)
    .policyOptions()
    .option('--identity <FILE>', help.options.proveIdentity)
    .passphraseOption()
    .requiredOption('--record <ID>', help.options.recordId)
    .option('--without-content', help.options.withoutContent)
    .option('--from-database', shared.options.fromDatabase)
    .option('--into <URL>', shared.options.into)
    .stationOption()
    .requiredOption('--out <FILE>', help.options.proofOut)
    .action((batch: string | undefined, options: ProveOptions & ProveImportedOptions) =>
      perform(async (context) =>
        options.fromDatabase
          ? (await import('./prove-imported.ts')).proveImported(context, options)
          : (await import('./prove.ts')).prove(context, requireArgument(batch, 'BATCH'), options),
      ),
    );
}

/** Declares `scelle verify-proof`. */
export function declareVerifyProof(frame: Frame): void {
  const { shared, perform } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'verify-proof')
    .argument('<PROOF>', help.arguments.proof)
    .option('--signer <NAME=FILE>', shared.options.signer, namedFilesParser('--signer'))
    .action((proof: string, options: VerifyProofOptions) =>
      perform(async (context) => (await import('./prove.ts')).verifyProofFile(context, proof, options)),
    );
}
