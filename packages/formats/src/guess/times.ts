import { ownMapping } from '../mapping/mapping.ts';
import { Notes } from '../notes/note.ts';
import { toInstantText } from '../values/instants.ts';

/** How the times of a sample seem to be written. */
export interface TimeGuess {
  /** Patterns that read every cell; more than one where the sample does not decide. None where none does. */
  readonly patterns: readonly string[];
  /** Whether every cell has a zone. */
  readonly hasZone: boolean;
}

const dates = [
  'dd/MM/yyyy',
  'MM/dd/yyyy',
  'd/M/yyyy',
  'M/d/yyyy',
  'dd.MM.yyyy',
  'd.M.yyyy',
  'dd-MM-yyyy',
  'MM-dd-yyyy',
];
const days = ['HH:mm:ss', 'H:mm:ss', 'HH:mm:ss.S', 'hh:mm:ss a', 'h:mm:ss a'];
const zones = ['', 'X', ' X'];

const candidates: readonly string[] = [
  'iso',
  'epoch-seconds',
  'epoch-milliseconds',
  ...dates.flatMap((date) => days.flatMap((day) => zones.map((zone) => `${date} ${day}${zone}`))),
];

/** How times are written that all have one pattern. Of two that differ in leading zeros alone, the stricter is taken. */
export function guessTimes(cells: readonly string[]): TimeGuess {
  if (cells.length === 0) return { patterns: [], hasZone: true };
  const isEpoch = cells.every((cell) => /^1\d{9}(?:\d{3})?$/.test(cell.trim()));
  const length = cells[0]!.trim().length;
  const named = isEpoch ? [length === 13 ? 'epoch-milliseconds' : 'epoch-seconds'] : null;
  const patterns =
    named ?? candidates.filter((pattern) => !pattern.startsWith('epoch') && readsAll(cells, pattern, true));
  const distinct = patterns.filter(
    (pattern) => !patterns.some((other) => other !== pattern && isStricter(other, pattern)),
  );
  const hasZone = distinct.length > 0 && readsAll(cells, distinct[0]!, false);
  return { patterns: distinct, hasZone };
}

function readsAll(cells: readonly string[], pattern: string, assumeUtc: boolean): boolean {
  const rules = { ...ownMapping, assumeUtc, timePattern: [pattern] };
  return cells.every((cell) => toInstantText(cell, { field: '', notes: new Notes() }, rules) !== null);
}

/** Whether the first is the second with leading zeros demanded. */
function isStricter(strict: string, loose: string): boolean {
  const relaxed = strict.replace('dd', 'd').replace('MM', 'M').replace('HH', 'H').replace('hh', 'h');
  return (
    relaxed === loose ||
    strict.replace('HH', 'H').replace('hh', 'h') === loose ||
    strict.replace('dd', 'd').replace('MM', 'M') === loose
  );
}
