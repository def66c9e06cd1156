import type { IpEvidence } from '@scelle/core';
import { fixedRecords } from '@scelle/testkit';

/** A record of test data without segments and agent, whose number makes its id and address. */
export function testRecord(number: number, changes: Partial<IpEvidence> = {}): IpEvidence {
  const recordId = `0193ee00-0000-4000-8000-${String(number).padStart(12, '0')}`;
  const source = { ip: `203.0.113.${number % 250}`, port: 40_000 + number };
  return { ...fixedRecords[0]!, recordId, source, segments: [], agent: null, ...changes };
}
