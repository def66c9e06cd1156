import { setTimeout } from 'node:timers/promises';
import { generateRecords } from '@scelle/synthetic';

/** A record as it comes from a collecting machine, with the segments that it names. */
export interface Arrival {
  readonly line: Uint8Array;
  readonly segments: readonly { readonly sha256: string; readonly bytes: Uint8Array }[];
}

/** Stands for a queue: 250 records at once, among them one that must not be sealed; a quiet time; 20 more. */
export async function* arrivals(quietMilliseconds: number): AsyncGenerator<Arrival> {
  const records = generateRecords({ records: 270, segments: 'tenth', seed: 'arrivals', day: '2026-01-05' });
  for (const [index, { line, segments }] of [...records].entries()) {
    if (index === 120) yield { line: Buffer.from('{"subscriber":"no such field exists"}'), segments: [] };
    if (index === 250) await setTimeout(quietMilliseconds);
    yield { line: Buffer.from(line), segments };
  }
}
