import { ScelleError } from '@scelle/core';
import { examineStation, openStation, type Station, StationError } from '@scelle/station';
import { examineMachine } from '@scelle/station/internal';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { exitStatus } from '../kernel/exit-status.ts';
import { locateStation, openWherePossible, type StationOptions } from '../kernel/station.ts';
import { listUploads } from '../network/upload.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { formatHealth } from './views.ts';

const texts = { en, fr };

/** `scelle doctor`: examines the station, whatever state it is in, and enters the result in its custody log. */
export async function doctor(context: CommandContext, options: StationOptions): Promise<CommandResult> {
  const { station, failure } = await openAnyhow(context, options);
  using _open = station;
  const { outcome, checks, isRecorded } = await examineStation(station, { ...examineMachine(), listUploads }, failure);
  const described = checks.map((result) => {
    const message = new StationError(result.code, result.details).describe(context.language);
    return { ...result, message };
  });
  const document = { outcome, checks: described, isRecorded };
  const { checkNames, health } = texts[context.language];
  return {
    status: outcome === 'ok' ? exitStatus.done : exitStatus.attention,
    document,
    lines: [...formatHealth(document.checks, checkNames), ...health(document)],
  };
}

/** What stops every other command is what is looked for here. */
async function openAnyhow(
  context: CommandContext,
  options: StationOptions,
): Promise<{ readonly station: Station; readonly failure: ScelleError | null }> {
  try {
    return { station: await openWherePossible(context, options), failure: null };
  } catch (error) {
    if (!ScelleError.is(error) || error.code === 'station-busy') throw error;
    const station = await openStation(locateStation(context, options), { readOnly: true });
    context.terminal.notice({ text: error.describe(context.language), tone: 'bad' });
    return { station, failure: error };
  }
}
