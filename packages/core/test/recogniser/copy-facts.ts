import type { RecordFacts } from '../../src/record/profile.ts';

/** The facts as a plain object. Those of a recognised line are made when they are asked for, and not members of their own. */
export function copyFacts({ recordId, controller, occurredAt, agent, segments }: RecordFacts): RecordFacts {
  return { recordId, controller, occurredAt, agent, segments };
}
