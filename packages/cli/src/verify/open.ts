import { dirname, resolve } from 'node:path';
import type { ContentDocument } from '@scelle/core';
import { encodeDocument, encodeManifest } from '@scelle/core/internal';
import type { ContentConsumer, ProvisionalGroup } from '@scelle/verify';
import { CliError } from '../errors/cli-error.ts';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { clearStalePartials } from '../kernel/files.ts';
import { createStagedFolder, type StagedFile, type StagedFolder } from '../kernel/staged-folder.ts';
import { STANDARD_OUTPUT, writeOutput } from '../kernel/terminal.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { createOpening, type Opening, type OpeningOptions, releaseInSecondPass, verifyOpening } from './opening.ts';
import { refuse, toDocument } from './report.ts';

const texts = { en, fr };

/** Options of `scelle open`. */
export interface OpenOptions extends OpeningOptions {
  readonly out: string;
}

/** `scelle open`: verifies a batch in full, and only then releases what is in it. */
export async function open(context: CommandContext, file: string, options: OpenOptions): Promise<CommandResult> {
  const { out } = options;
  if (out === STANDARD_OUTPUT && context.json)
    throw new CliError('options-conflict', { name: '--out -', found: '--json' });
  await using opening = await createOpening(context, file, options);
  return await (out === STANDARD_OUTPUT ? openToOutput(context, opening) : openToFolder(context, opening, out));
}

/** Everything is staged while it is verified, where nobody looks, and gets its name once it is accepted. */
async function openToFolder(context: CommandContext, opening: Opening, out: string): Promise<CommandResult> {
  await clearStalePartials(dirname(resolve(out)), context);
  await using folder = await createStagedFolder(out);
  const consumer = await FolderConsumer.create(folder);
  const report = await verifyOpening(context, opening, consumer);
  if (report.verdict !== 'accepted') return refuse(context, report);
  await consumer.finish();
  await folder.add('manifest.json', encodeManifest(report.manifest));
  await folder.add('report.json', encodeDocument(toDocument(context, report)));
  context.interruption.check();
  await folder.publish();
  const { records, attachments } = report.manifest;
  const facts = { released: true, folder: out, records: records.count, segments: attachments.count };
  return {
    document: { ...facts, report: toDocument(context, report) },
    lines: texts[context.language].opened(facts),
  };
}

async function openToOutput(context: CommandContext, opening: Opening): Promise<CommandResult> {
  const report = await releaseInSecondPass(context, opening, { takeGroup: ({ lines }) => writeOutput(lines) });
  return report.verdict === 'accepted' ? { document: {}, lines: [] } : refuse(context, report);
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
