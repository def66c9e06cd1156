import { dirname } from 'node:path';
import { createPublishedFile, encodeProof } from '@scelle/core';
import { createProof, verifyProof } from '@scelle/verify';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { CliError } from '../errors/cli-error.ts';
import { openBatch } from '../files/open-batch.ts';
import { clearStalePartials } from '../files/stale-partials.ts';
import { loadIdentities } from '../keys/load-keys.ts';
import { loadPolicy, type PolicyOptions } from '../keys/trusted-keys.ts';
import { refuse, showProgress } from '../view/report.ts';

/** Options of `scelle prove`. */
export interface ProveOptions extends PolicyOptions {
  readonly identity?: string;
  readonly passphraseFile?: string;
  readonly record: string;
  readonly withoutContent?: boolean;
  readonly out: string;
}

/** `scelle prove`: verifies a batch in full, then discloses one record with its proof. */
export async function prove(context: CommandContext, file: string, options: ProveOptions): Promise<CommandResult> {
  const { identity, passphraseFile, record: recordId, withoutContent = false, out } = options;
  if (identity === undefined) throw new CliError('option-missing', { name: '--identity <FILE>' });
  const policy = await loadPolicy(options);
  const identities = await loadIdentities(context, identity, {
    file: passphraseFile,
    option: '--passphrase-file',
    variable: 'SCELLE_PASSPHRASE',
  });
  await clearStalePartials(dirname(out), context);
  await using target = await createPublishedFile(out);
  await using source = await openBatch(file, context);
  const verification = { identities, origin: file, onProgress: showProgress(context) };
  const request = { recordId, withContent: !withoutContent };
  const { report, proof } = await createProof(source, policy, verification, request);
  if (proof === null) return refuse(context, report);
  // The file was read twice: a proof that does not hold must not leave the house.
  verifyProof(proof, policy.keys);
  await target.write(0, encodeProof(proof));
  context.interruption.check();
  await target.publish();
  const document = { released: true, file: out, index: proof.record.index, withContent: proof.content !== null };
  return { document, lines: context.texts.proven(document) };
}
