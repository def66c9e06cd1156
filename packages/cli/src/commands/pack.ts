import { dirname, join } from 'node:path';
import { type BatchHeader, createBatch, createPublishedFile } from '@scelle/core';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { checkStandardInputOnce } from '../files/open-batch.ts';
import { publishTogether } from '../files/publish-together.ts';
import { clearStalePartials } from '../files/stale-partials.ts';
import { loadRecipients, loadSecretKey } from '../keys/load-keys.ts';
import { addRecords } from '../packing/add-records.ts';
import { loadStatement } from '../packing/content-statement.ts';
import { findPrevious } from '../packing/previous.ts';
import { createRejects } from '../packing/rejects.ts';
import { requireProfile } from '../packing/require-profile.ts';
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
    profile: requireProfile(options.profile),
    ...(options.content !== undefined && (await loadStatement(options.content))),
  };
}

/** docs/format.md: the name of a batch file. */
function nameBatch({ sender, recipient, stream, sequence, out }: PackOptions): string {
  if (out.endsWith('.scelle')) return out;
  return join(out, `${sender}.${recipient}.${stream}.${String(sequence).padStart(6, '0')}.scelle`);
}
