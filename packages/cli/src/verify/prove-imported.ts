import { dirname } from 'node:path';
import { createPublishedFile, encodeProof } from '@scelle/core';
import { proveRecord } from '@scelle/station';
import { listTrustedKeys } from '@scelle/station/internal';
import { verifyProof } from '@scelle/verify';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { clearStalePartials } from '../kernel/files.ts';
import { openForCommand, openStationTarget, type StationOptions, type TargetOptions } from '../kernel/station.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

const texts = { en, fr };

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
