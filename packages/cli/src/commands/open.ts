import { dirname, resolve } from 'node:path';
import { type ContentDocument, encodeDocument, encodeManifest, type Identity } from '@scelle/core';
import {
  type ContentConsumer,
  type Policy,
  type ProvisionalGroup,
  type VerificationReport,
  verifyBatch,
} from '@scelle/verify';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { CliError } from '../errors/cli-error.ts';
import { openBatch } from '../files/open-batch.ts';
import { type PinnedSource, pinSource } from '../files/pinned-source.ts';
import { createStagedFolder, type StagedFile, type StagedFolder } from '../files/staged-folder.ts';
import { clearStalePartials } from '../files/stale-partials.ts';
import { loadIdentities } from '../keys/load-keys.ts';
import { loadPolicy, type PolicyOptions } from '../keys/trusted-keys.ts';
import { writeOutput } from '../terminal/output.ts';
import { refuse, showProgress } from '../view/report.ts';

/** Options of `scelle open`. */
export interface OpenOptions extends PolicyOptions {
  readonly identity: string;
  readonly passphraseFile?: string;
  readonly maxSize?: number;
  readonly out: string;
}

/** What is opened, and with what. */
interface Opening {
  readonly source: PinnedSource;
  readonly file: string;
  readonly policy: Policy;
  readonly identities: readonly Identity[];
}

/** The value of `--out` that means standard output. */
const STANDARD_OUTPUT = '-';

/** `scelle open`: verifies a batch in full, and only then releases what is in it. */
export async function open(context: CommandContext, file: string, options: OpenOptions): Promise<CommandResult> {
  const { identity, passphraseFile, maxSize, out } = options;
  if (out === STANDARD_OUTPUT && context.json)
    throw new CliError('options-conflict', { name: '--out -', found: '--json' });
  const policy = await loadPolicy(options);
  const identities = await loadIdentities(context, identity, {
    file: passphraseFile,
    option: '--passphrase-file',
    variable: 'SCELLE_PASSPHRASE',
  });
  const { interruption } = context;
  await using batch = await openBatch(file, { interruption, ...(maxSize !== undefined && { maxSize }) });
  const opening = { source: pinSource(batch, file), file, policy, identities };
  return await (out === STANDARD_OUTPUT ? openToOutput(context, opening) : openToFolder(context, opening, out));
}

/** Everything is staged while it is verified, where nobody looks, and gets its name once it is accepted. */
async function openToFolder(context: CommandContext, opening: Opening, out: string): Promise<CommandResult> {
  await clearStalePartials(dirname(resolve(out)), context);
  await using folder = await createStagedFolder(out);
  const consumer = await FolderConsumer.create(folder);
  const report = await verifyOpening(context, opening, consumer);
  if (report.verdict !== 'accepted' || report.manifest === null) return refuse(context, report);
  await consumer.finish();
  await folder.add('manifest.json', encodeManifest(report.manifest));
  await folder.add('report.json', encodeDocument(report));
  context.interruption.check();
  await folder.publish();
  const { records, attachments } = report.manifest;
  const document = { released: true, folder: out, records: records.count, segments: attachments.count, report };
  return { document, lines: context.texts.opened(document) };
}

/** A first pass decides; a second one over the same bytes releases. */
async function openToOutput(context: CommandContext, opening: Opening): Promise<CommandResult> {
  const report = await verifyOpening(context, opening);
  if (report.verdict !== 'accepted') return refuse(context, report);
  opening.source.pin();
  const released = await verifyOpening(context, opening, {
    takeGroup: ({ lines }) => writeOutput(lines),
  });
  if (released.verdict !== 'accepted') {
    throw new CliError('batch-not-accepted', { file: opening.file, found: released.codes.join(', ') });
  }
  return { document: {}, lines: [] };
}

async function verifyOpening(
  context: CommandContext,
  { source, file, policy, identities }: Opening,
  consumer?: ContentConsumer,
): Promise<VerificationReport> {
  const onProgress = showProgress(context);
  return verifyBatch(source, policy, { identities, origin: file, onProgress, ...(consumer && { consumer }) });
}

/** Writes the content of a batch into a staged folder. */
class FolderConsumer implements ContentConsumer {
  readonly #folder: StagedFolder;
  readonly #records: StagedFile;

  private constructor(folder: StagedFolder, records: StagedFile) {
    this.#folder = folder;
    this.#records = records;
  }

  static async create(folder: StagedFolder): Promise<FolderConsumer> {
    return new FolderConsumer(folder, await folder.create('records.jsonl'));
  }

  async begin(_manifest: unknown, content: ContentDocument): Promise<void> {
    await this.#folder.add('batch.json', encodeDocument(content));
  }

  async takeGroup({ lines, attachments }: ProvisionalGroup): Promise<void> {
    await this.#records.append(lines);
    await this.#folder.addAll(new Map(attachments.map(({ sha256, bytes }) => [`segments/${sha256}`, bytes])));
  }

  finish(): Promise<void> {
    return this.#records.finish();
  }
}
