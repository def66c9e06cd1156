import type { CustodyEntry } from '@scelle/station';
import { formatTable } from '../terminal/table.ts';

/** The acts that concern a batch, one a line. */
export function formatBatchLife(entries: readonly CustodyEntry[]): string[] {
  return formatTable(entries.map(toLifeRow));
}

/** An act as cells: number, time, who and where, what, what it came to, and details. */
export function toLifeRow({ number, at, actor, host, act, result, details }: CustodyEntry): string[] {
  return [String(number), at, `${actor}@${host}`, act, result, formatDetails(details)];
}

function formatDetails(details: CustodyEntry['details']): string {
  return Object.entries(details)
    .filter(([, value]) => value !== '' && value !== null)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(' ');
}
