import { ScelleError } from '@scelle/core';
import { mutate } from './mutate.ts';
import { Random } from './random.ts';

/** A parser of what strangers hand over. */
export interface Reader {
  readonly name: string;
  /** Valid inputs, from which others are made. */
  readonly ancestors: readonly Uint8Array[];
  /**
   * Reads an input. What is refused is thrown as `ScelleError`, or null is given. Where the format has one encoding,
   * the answer is the encoding of what was read, which must be the input; otherwise true.
   */
  read(bytes: Uint8Array): Promise<Uint8Array | true | null> | Uint8Array | true | null;
}

/** What is not as it should be, with what shows it again. */
export interface Stray {
  readonly reader: string;
  readonly what: string;
  /** The input, in base64. */
  readonly input: string;
}

/** How many inputs came to what. */
export interface ReaderTally {
  readonly reader: string;
  inputs: number;
  accepted: number;
  refused: number;
}

/** No honest input of these sizes takes as long: time out of proportion is a fault. */
const MOST_MILLISECONDS = 1_500;

/** What one input came to: accepted, refused, or what is wrong. */
async function judge(
  { read }: Reader,
  bytes: Uint8Array,
): Promise<'accepted' | 'refused' | { readonly wrong: string }> {
  const started = performance.now();
  try {
    const answer = await read(bytes);
    const milliseconds = performance.now() - started;
    if (milliseconds > MOST_MILLISECONDS) return { wrong: `takes ${Math.round(milliseconds)} ms` };
    if (answer === null) return 'refused';
    if (answer === true || Buffer.compare(answer, bytes) === 0) return 'accepted';
    return { wrong: 'is accepted, and is not the encoding of what was read' };
  } catch (error) {
    return error instanceof ScelleError ? 'refused' : { wrong: `throws ${String(error)}` };
  }
}

/** Reads every ancestor, which must be accepted, and then so many inputs made from them, for each reader in turn. */
export async function examineReaders(
  readers: readonly Reader[],
  inputs: number,
  seed: number,
): Promise<{ readonly tallies: readonly ReaderTally[]; readonly strays: readonly Stray[] }> {
  const random = new Random(seed);
  const strays: Stray[] = [];
  const tallies: ReaderTally[] = [];
  for (const reader of readers) {
    const tally: ReaderTally = { reader: reader.name, inputs: 0, accepted: 0, refused: 0 };
    tallies.push(tally);
    const note = (what: string, bytes: Uint8Array): void => {
      strays.push({ reader: reader.name, what, input: Buffer.from(bytes).toString('base64') });
    };
    for (const ancestor of reader.ancestors) {
      const outcome = await judge(reader, ancestor);
      if (outcome !== 'accepted') note(`refuses a valid input: ${JSON.stringify(outcome)}`, ancestor);
    }
    for (const share = Math.ceil(inputs / readers.length); tally.inputs < share; ) {
      const bytes = mutate(random.pick(reader.ancestors), random, reader.ancestors);
      const outcome = await judge(reader, bytes);
      tally.inputs += 1;
      if (outcome === 'accepted' || outcome === 'refused') tally[outcome] += 1;
      else note(outcome.wrong, bytes);
    }
  }
  return { tallies, strays };
}
