import { createPublishedFile } from '@scelle/core';
import { type CustodyEntry, findReceivedBatch, findSentByName, listBatchLife, type Station } from '@scelle/station';
import { renderTablePage } from '@scelle/verify';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { openDesk, type StationOptions } from '../station/open-desk.ts';
import { toLifeRow } from '../view/batch-life.ts';

/** Options of `scelle custody show`. */
export interface CustodyShowOptions extends StationOptions {
  readonly report?: string;
}

/** What is known of a batch's life. */
interface BatchLife {
  readonly batch: string;
  readonly manifestDigest: string;
  readonly entries: readonly CustodyEntry[];
}

/** `scelle custody show`: the life of a batch at this station, act by act. */
export async function custodyShow(
  context: CommandContext,
  name: string,
  options: CustodyShowOptions,
): Promise<CommandResult> {
  using desk = await openDesk(context, options, 'custody show');
  const { station } = desk;
  const digest = findDigest(station, name);
  const entries = listBatchLife(station.database, digest);
  const document = { batch: name, manifestDigest: digest, entries };
  if (options.report !== undefined) await writePage(context, station, document, options.report);
  return { document, lines: context.texts.batchLife(document) };
}

function findDigest(station: Station, name: string): string {
  return findSentByName(station.database, name)?.digest ?? findReceivedBatch(station, name).identity.digest;
}

async function writePage(
  { texts, language }: CommandContext,
  { name: station }: Station,
  { batch: subject, manifestDigest, entries }: BatchLife,
  path: string,
): Promise<void> {
  const { title, heading, columns, labels } = texts.batchLifePage;
  const facts = [
    { label: labels.station, value: station },
    { label: labels.manifest, value: manifestDigest },
  ];
  const rows = entries.map(toLifeRow);
  await using file = await createPublishedFile(path);
  const page = renderTablePage({ title, subject, facts, heading, columns, rows }, { language });
  await file.write(0, new TextEncoder().encode(page));
  await file.publish();
}
