import type { DatabaseSync } from 'node:sqlite';
import type { ScelleError } from '@scelle/core';
import type { PartyRole } from '../cards/card.ts';
import type { StationEnvironment } from '../environment.ts';
import type { StationError } from '../errors/station-error.ts';
import type { StationLayout } from '../folder/layout.ts';
import type { Recovery } from '../recover.ts';
import type { Settings } from '../settings/settings.ts';
import type { Machine } from './machine.ts';

/** What every check looks at. */
export interface Examination {
  readonly name: string;
  readonly role: PartyRole;
  readonly layout: StationLayout;
  readonly database: DatabaseSync;
  readonly environment: StationEnvironment;
  readonly machine: Machine;
  /** What stopped the opening of the station, which is only looked at then; else null. */
  readonly failure: ScelleError | null;
  /** What was found when the station was opened. */
  readonly recovered: readonly Recovery[];
  /** The settings, or what is wrong with them. */
  readonly settings: Settings | StationError;
  /** The time of the examination, read once. */
  readonly now: Date;
  /** The examination before this one; null for the first. */
  readonly previous: PreviousExamination | null;
}

/** What the custody log tells of an earlier examination. */
export interface PreviousExamination {
  /** Number of its entry. */
  readonly number: number;
  readonly at: string;
}

/** Milliseconds of a day. */
export const DAY = 86_400_000;
