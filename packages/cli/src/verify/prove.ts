import { dirname } from 'node:path';
import { createPublishedFile, encodeProof, limits, parseProof } from '@scelle/core';
import { proveRecord } from '@scelle/station';
import { listTrustedKeys } from '@scelle/station/internal';
import { createProof, verifyProof } from '@scelle/verify';
import { CliError } from '../errors/cli-error.ts';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { clearStalePartials, readMailedFile } from '../kernel/files.ts';
import { openBatch } from '../kernel/inputs.ts';
import { openForCommand, openStationTarget, type StationOptions, type TargetOptions } from '../kernel/station.ts';
import { loadIdentities } from '../keys/load-keys.ts';
import { loadOwnProfile } from '../keys/own-profile.ts';
import { loadPolicy, loadSenderKeys, type PolicyOptions } from '../keys/trusted-keys.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { refuse, showProgress } from './report.ts';

const texts = { en, fr };

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
  const verification = {
    identities,
    ledger: 'none',
    origin: file,
    onProgress: showProgress(context),
    signal: context.interruption.signal,
  } as const;
  const request = { recordId, withContent: !withoutContent };
  const { report, proof } = await createProof(source, policy, verification, request);
  if (proof === null) return refuse(context, report);
  // The file was read twice: a proof that does not hold must not leave the house.
  verifyProof(proof, policy.keys, policy.profiles);
  await target.write(0, encodeProof(proof));
  context.interruption.check();
  await target.publish();
  const document = { released: true, file: out, index: proof.record.index, withContent: proof.content !== null };
  return { document, lines: texts[context.language].proven(document) };
}

/** Options of `scelle verify-proof`. */
export type VerifyProofOptions = Pick<PolicyOptions, 'signer' | 'profileFrom'>;

/** `scelle verify-proof`: checks a disclosed record, and shows it. */
export async function verifyProofFile(
  context: CommandContext,
  file: string,
  options: VerifyProofOptions,
): Promise<CommandResult> {
  const { signer = [] } = options;
  if (signer.length === 0) throw new CliError('signer-missing');
  const keys = await loadSenderKeys(signer);
  const own = await loadOwnProfile(options);
  const proof = parseProof(await readMailedFile(file, limits.proofBytes));
  const {
    manifest,
    line,
    content,
    signer: sender,
    keyId,
    sealedAt,
    testData,
  } = verifyProof(proof, keys, own === null ? [] : [own]);
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
  return { document, lines: texts[context.language].proofHolds(document) };
}

/** Options of `scelle prove --from-database`. */
export interface ProveImportedOptions extends StationOptions, Pick<TargetOptions, 'into'> {
  readonly fromDatabase?: boolean;
  readonly record: string;
  readonly withoutContent?: boolean;
  readonly out: string;
}

/** `scelle prove --from-database`: discloses an imported record with its proof; nothing is opened. */
export async function proveImported(context: CommandContext, options: ProveImportedOptions): Promise<CommandResult> {
  const { record: recordId, withoutContent = false, out } = options;
  using opened = await openForCommand(context, options, 'prove');
  await using sink = await openStationTarget(opened, options, 'read');
  await clearStalePartials(dirname(out), context);
  await using target = await createPublishedFile(out);
  const proof = await proveRecord(sink.database, { recordId, withContent: !withoutContent });
  // Threat: a database that was altered. A proof that does not hold must not leave the house.
  verifyProof(proof, await listTrustedKeys(opened.station.ledger, opened.settings.keyValidityDays));
  await target.write(0, encodeProof(proof));
  context.interruption.check();
  await target.publish();
  const document = { released: true, file: out, index: proof.record.index, withContent: proof.content !== null };
  return { document, lines: texts[context.language].proven(document) };
}
