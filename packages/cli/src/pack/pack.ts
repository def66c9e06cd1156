import { dirname, join } from 'node:path';
import {
  type BatchHeader,
  createBatch,
  createPublishedFile,
  type Manifest,
  parseManifest,
  readContainer,
} from '@scelle/core';
import { toSha256Hex } from '@scelle/core/internal';
import { CliError } from '../errors/cli-error.ts';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { clearStalePartials, publishTogether } from '../kernel/files.ts';
import { checkStandardInputOnce, openBatch } from '../kernel/inputs.ts';
import { loadRecipients, loadSecretKey } from '../keys/load-keys.ts';
import { addRecords, createRejects, expectInputs } from './add-records.ts';
import { chooseProfile, createSegmentReader, loadStatement } from './batch-parts.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

const texts = { en, fr };

/** Options of `scelle pack`. */
export interface PackOptions {
  readonly sender: string;
  readonly recipient: string;
  readonly stream: string;
  readonly sequence: number;
  readonly previous?: string;
  readonly key: string;
  readonly passphraseFile?: string;
  readonly recipientKey: readonly string[];
  readonly segments?: string;
  readonly content?: string;
  readonly profile?: string;
  readonly profileFrom?: string;
  readonly rejects?: string;
  readonly allowEmpty?: boolean;
  readonly out: string;
}

/** `scelle pack`: seals records into a batch, which appears when it is whole. */
export async function pack(
  context: CommandContext,
  inputs: readonly string[],
  options: PackOptions,
): Promise<CommandResult> {
  checkStandardInputOnce(inputs);
  const header = await createHeader(context, options);
  const recipients = await loadRecipients(options.recipientKey);
  const path = nameBatch(options);
  await clearStalePartials(dirname(path), context);
  await using file = await createPublishedFile(path);
  await using rejects = await createRejects(context, options.rejects);
  const signer = await loadSecretKey(context, options.key, {
    file: options.passphraseFile,
    option: '--passphrase-file',
    variable: 'SCELLE_PASSPHRASE',
  });
  await using expected = await expectInputs(inputs);
  try {
    const { segments } = options;
    const writing = {
      signal: context.interruption.signal,
      ...(expected.workers && { workers: expected.workers }),
      ...(segments !== undefined && { readAttachment: createSegmentReader(segments) }),
    };
    await using writer = await createBatch(file, header, { signer, recipients }, writing);
    await addRecords(context, writer, { inputs, expected, allowEmpty: options.allowEmpty ?? false }, rejects);
    const { manifest, manifestDigest, bytes } = await writer.seal();
    context.interruption.check();
    await publishTogether([...(await rejects.finish(manifest.records.count)), { path, file }]);
    const document = { file: path, manifestDigest, bytes, rejected: rejects.count, manifest };
    return { document, lines: texts[context.language].packed(document) };
  } finally {
    signer.wipe();
  }
}

async function createHeader(context: CommandContext, options: PackOptions): Promise<BatchHeader> {
  const { sender, recipient, stream, sequence } = options;
  return {
    sender,
    recipient,
    stream,
    sequence,
    previous: await findPrevious(context, options, options.previous),
    profile: await chooseProfile(options),
    ...(options.content !== undefined && (await loadStatement(options.content))),
  };
}

/** docs/format.md: the name of a batch file. */
function nameBatch({ sender, recipient, stream, sequence, out }: PackOptions): string {
  if (out.endsWith('.scelle')) return out;
  return join(out, `${sender}.${recipient}.${stream}.${String(sequence).padStart(6, '0')}.scelle`);
}

/** The place of a batch in its stream. */
type Place = Pick<Manifest, 'sender' | 'recipient' | 'stream' | 'sequence'>;

/**
 * The digest of the batch before `place`, from `--previous`: itself a digest, or a batch file. Null for the first.
 * Throws `previous-required`, `previous-unexpected`, `previous-not-preceding`, and the codes of reading a batch.
 */
export async function findPrevious(
  context: CommandContext,
  place: Place,
  previous: string | undefined,
): Promise<string | null> {
  if (place.sequence === 1) {
    if (previous !== undefined) throw new CliError('previous-unexpected');
    return null;
  }
  if (previous === undefined) throw new CliError('previous-required', { found: place.sequence });
  return /^[0-9a-f]{64}$/.test(previous) ? previous : readDigest(context, place, previous);
}

async function readDigest(context: CommandContext, place: Place, file: string): Promise<string> {
  await using source = await openBatch(file, context);
  const { manifest } = await readContainer(source);
  const found = formatPlace(parseManifest(manifest));
  const expected = formatPlace({ ...place, sequence: place.sequence - 1 });
  if (found !== expected) throw new CliError('previous-not-preceding', { file, found, expected });
  return toSha256Hex(manifest);
}

function formatPlace({ sender, recipient, stream, sequence }: Place): string {
  return `${sender}.${recipient}.${stream}.${sequence}`;
}
