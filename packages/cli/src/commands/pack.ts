import { dirname, join } from 'node:path';
import {
  type BatchHeader,
  type BatchWriter,
  countLines,
  createBatch,
  createPublishedFile,
  findProfile,
  ipEvidence,
  ipEvidenceTest,
  type Profile,
} from '@scelle/core';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { CliError } from '../errors/cli-error.ts';
import { checkStandardInputOnce } from '../files/open-batch.ts';
import { publishTogether } from '../files/publish-together.ts';
import { clearStalePartials } from '../files/stale-partials.ts';
import { loadRecipients, loadSecretKey } from '../keys/load-keys.ts';
import { loadStatement } from '../packing/content-statement.ts';
import { findPrevious } from '../packing/previous.ts';
import { readInputs } from '../packing/read-inputs.ts';
import { createRejects, type Rejects } from '../packing/rejects.ts';
import { createSegmentReader } from '../packing/segment-folder.ts';

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
  readonly rejects?: string;
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
  try {
    const { segments } = options;
    const readers = segments === undefined ? {} : { readAttachment: createSegmentReader(segments) };
    await using writer = await createBatch(file, header, { signer, recipients }, readers);
    await addRecords(context, writer, inputs, rejects);
    const { manifest, manifestDigest, bytes } = await writer.seal();
    context.interruption.check();
    await publishTogether([...(await rejects.finish(manifest.records.count)), { path, file }]);
    const document = { file: path, manifestDigest, bytes, rejected: rejects.count, manifest };
    return { document, lines: context.texts.packed(document) };
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
    profile: requireProfile(options.profile ?? ipEvidence.name),
    ...(options.content !== undefined && (await loadStatement(options.content))),
  };
}

function requireProfile(name: string): Profile {
  const profile = findProfile(name);
  if (profile !== null) return profile;
  const expected = [ipEvidence, ipEvidenceTest].map((known) => known.name).join(', ');
  throw new CliError('profile-unknown', { found: name.slice(0, 80), expected });
}

/** docs/format.md: the name of a batch file. */
function nameBatch({ sender, recipient, stream, sequence, out }: PackOptions): string {
  if (out.endsWith('.scelle')) return out;
  return join(out, `${sender}.${recipient}.${stream}.${String(sequence).padStart(6, '0')}.scelle`);
}

async function addRecords(
  context: CommandContext,
  writer: BatchWriter,
  inputs: readonly string[],
  rejects: Rejects,
): Promise<void> {
  const { terminal, texts } = context;
  let lines = 0;
  let before = { file: '', line: 1 };
  for await (const run of readInputs(context, inputs)) {
    const first = run.file === before.file ? before.line : 1;
    const count = countLines(run.lines);
    before = { file: run.file, line: first + count };
    await writer.addLines(run.lines, (error, line, position) =>
      rejects.take(error, line, { file: run.file, line: first + position }),
    );
    lines += count;
    terminal.progress.show(texts.progress.pack, lines, 0);
  }
}
