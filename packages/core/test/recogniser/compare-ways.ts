import { isDeepStrictEqual } from 'node:util';
import { CoreError } from '../../src/errors/core-error.ts';
import { findRecogniser } from '../../src/recogniser/record-recogniser.ts';
import type { Profile, RecordFacts } from '../../src/record/profile.ts';
import { parsePlainly } from '../../src/record/record-line.ts';
import { copyFacts } from './copy-facts.ts';

/** What becomes of a line: recognised; not recognised, but accepted by the plain way; or refused. */
export type Outcome = 'recognised' | 'left' | 'refused';

/**
 * Sends a line of a built-in profile both ways. Throws an Error where the recogniser accepts what the plain way refuses,
 * or gives other facts.
 */
export function compareWays(profile: Profile, line: Uint8Array): Outcome {
  const facts = findRecogniser(profile)!.recognise(line);
  const plain = factsOf(profile, line);
  if (facts === null) return plain === null ? 'refused' : 'left';
  const recognised = copyFacts(facts);
  if (isDeepStrictEqual(recognised, plain)) return 'recognised';
  throw new Error(`Recognised with other facts than the plain way gives: ${JSON.stringify({ recognised, plain })}`);
}

function factsOf(profile: Profile, line: Uint8Array): RecordFacts | null {
  try {
    return parsePlainly(profile, line).facts;
  } catch (error) {
    if (error instanceof CoreError) return null;
    throw error;
  }
}
