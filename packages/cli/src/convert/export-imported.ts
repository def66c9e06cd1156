import { toInstant } from '@scelle/core';
import type { ExportFormat, Output } from '@scelle/formats';
import { findReceivedBatch, readRecords } from '@scelle/station';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { openForCommand, openStationTarget, type StationOptions, type TargetOptions } from '../kernel/station.ts';
import { STANDARD_OUTPUT } from '../kernel/terminal.ts';
import { toRefusal } from './convert.ts';
import { en } from './en.ts';
import { createRequestedExporter, toBytes } from './export.ts';
import { fr } from './fr.ts';
import { NotesLog } from './notes-log.ts';
import { createRecordTarget, loadMapping } from './record-target.ts';

const texts = { en, fr };

/** Options of `scelle export --from-database`. */
export interface ExportImportedOptions extends StationOptions, Pick<TargetOptions, 'into'> {
  readonly fromDatabase?: boolean;
  readonly format: ExportFormat;
  readonly for?: 'provider';
  readonly mapping?: string;
  readonly neutraliseFormulas: boolean;
  readonly notes?: string;
  readonly skipRefused?: boolean;
  readonly out: string;
}

/**
 * `scelle export --from-database`: releases imported records, of one batch or of all, in another format. Throws
 * `evidence-damaged` before anything is released where the database does not hold what was sealed.
 */
export async function exportImported(
  context: CommandContext,
  batch: string | undefined,
  options: ExportImportedOptions,
): Promise<CommandResult> {
  const { neutraliseFormulas, out, skipRefused = false } = options;
  using opened = await openForCommand(context, options, 'export');
  const identity = batch === undefined ? null : (await findReceivedBatch(opened.station, batch)).identity;
  const createdAt = identity?.createdAt ?? toInstant(opened.station.environment.now());
  const exporter = createRequestedExporter(options, {
    mapping: await loadMapping(options.mapping),
    createdAt,
    neutraliseFormulas,
  });
  await using sink = await openStationTarget(opened, options, 'read');
  await using target = await createRecordTarget(context, out);
  await using notes = await NotesLog.create(context, options.notes);
  const append = (output: Output) => target.append(toBytes(output));
  let records = 0;
  let number = 0;
  await append(exporter.begin());
  const { signal } = context.interruption;
  const selection = identity === null ? { signal } : { signal, digest: identity.digest };
  for await (const record of readRecords(sink.database, selection)) {
    number += 1;
    const exported = exporter.add(record);
    await notes.take({ input: sink.name, number, line: null }, exported.notes);
    if (exported.output === null) continue;
    await append(exported.output);
    records += 1;
  }
  context.interruption.check();
  await notes.finish();
  const refusal = toRefusal(notes, { out, skipRefused });
  if (refusal !== null) throw refusal;
  await append(exporter.end());
  await target.finish();
  if (out === STANDARD_OUTPUT) return { document: {}, lines: [] };
  const document = { released: true, file: out, records, refused: notes.refused, notes: notes.counts };
  return { document, lines: texts[context.language].converted(document) };
}
