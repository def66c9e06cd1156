import { listUnconfirmed } from '../backup/restorations.ts';
import type { Examination } from './examination.ts';
import { type Finding, finding } from './finding.ts';

/** Whether this station knows which numbers it has used: after a restoration it does not. */
export async function checkNumbers({ database }: Examination): Promise<Finding> {
  const unconfirmed = listUnconfirmed(database);
  const [first] = unconfirmed;
  return first === undefined
    ? finding('numbers-known')
    : finding('numbers-unconfirmed', { name: first.recipient, field: first.stream, found: unconfirmed.length });
}
