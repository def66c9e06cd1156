import { isDeepStrictEqual } from 'node:util';
import { CoreError } from '../../src/errors/core-error.ts';
import { parsePlainly } from '../../src/lines/record-line.ts';
import { findRecogniser } from '../../src/recogniser/record-recogniser.ts';
import type { Profile, RecordFacts } from '../../src/record/profile.ts';
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
  if (facts === null) {
    compareTexts(profile, line, null);
    return plain === null ? 'refused' : 'left';
  }
  const recognised = copyFacts(facts);
  compareTexts(profile, line, recognised);
  if (isDeepStrictEqual(recognised, plain)) return 'recognised';
  throw new Error(`Recognised with other facts than the plain way gives: ${JSON.stringify({ recognised, plain })}`);
}

/** Throws an Error where the recogniser says of a text something else than it says of its bytes. */
function compareTexts(profile: Profile, line: Uint8Array, expected: RecordFacts | null): void {
  const { scanner, first } = findRecogniser(profile)!;
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(line);
  // A line that is not UTF-8 is not what becomes of its text.
  if (Buffer.compare(Buffer.from(text), line) !== 0) return;
  const bytes = scanner.recogniseText(text);
  const found = bytes && copyFacts(first);
  const isSame = isDeepStrictEqual(found, expected) && (bytes === null || Buffer.compare(bytes, line) === 0);
  if (!isSame) throw new Error(`Recognised otherwise as a text: ${JSON.stringify({ found, expected })}`);
}

function factsOf(profile: Profile, line: Uint8Array): RecordFacts | null {
  try {
    return parsePlainly(profile, line).facts;
  } catch (error) {
    if (error instanceof CoreError) return null;
    throw error;
  }
}
