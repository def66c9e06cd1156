import type { ErrorCatalogue, ErrorEntry } from '@scelle/core';

/** How a check of an examination ended. *warning*: soon a person has to do something; *failed*: now. */
export type CheckOutcome = 'ok' | 'warning' | 'failed';

/** All there is to say about what a check found. */
export interface FindingEntry extends ErrorEntry {
  readonly outcome: CheckOutcome;
}

/** A catalogue of what checks find: nothing of it is thrown, so no status leads from it. */
export function defineFindings<Code extends string>(
  entries: Readonly<Record<Code, Omit<FindingEntry, 'status'>>>,
): ErrorCatalogue<Code> & Readonly<Record<Code, FindingEntry>> {
  const withStatus = Object.entries<Omit<FindingEntry, 'status'>>(entries).map(([code, entry]) => [
    code,
    { ...entry, status: 'verdict' },
  ]);
  return Object.fromEntries(withStatus) as Readonly<Record<Code, FindingEntry>>;
}
