import { text } from '@scelle/core';
import type { CustodyAct } from '../custody/act.ts';
import { StationError } from '../errors/station-error.ts';

/** What a person says of a parcel, for the custody log. */
export interface HandOver {
  /** Numbers of the seals on it: of the parcel, or of each disc. */
  readonly seals?: readonly string[];
  /** Serial numbers of the blank discs. */
  readonly serials?: readonly string[];
  readonly courier?: string;
  /** Who packed or opened it. */
  readonly person?: string;
}

/** Longest text of the custody log, in UTF-16 units. */
const LIMIT = 1024;

/** Longest single text. */
const EACH = 128;

/** What is said, as the custody log holds it. Throws `hand-over-invalid`. */
export function toHandOverDetails(handOver: HandOver): NonNullable<CustodyAct['details']> {
  const { seals = [], serials = [], courier, person } = handOver;
  const said = { seals, serials, courier: listOf(courier), person: listOf(person) };
  const given = Object.entries(said).filter(([, texts]) => texts.length > 0);
  return Object.fromEntries(given.map(([field, texts]) => [field, join(field, texts)]));
}

function listOf(said: string | undefined): readonly string[] {
  return said === undefined ? [] : [said];
}

function join(field: string, texts: readonly string[]): string {
  const joined = texts.join(', ');
  const isPlain = texts.every((each) => each !== '' && text(EACH).safeParse(each).success);
  if (!isPlain || joined.length > LIMIT) throw new StationError('hand-over-invalid', { field, limit: EACH });
  return joined;
}
