import { ipEvidence, ipEvidenceTest } from '../record/ip-evidence.ts';
import type { Profile, RecordFacts } from '../record/profile.ts';
import { Recogniser } from './recogniser.ts';

const NO_SEGMENTS: RecordFacts['segments'] = [];

/** Recognises canonical lines of a built-in profile, and gives the facts of their records. */
export class RecordRecogniser {
  readonly #recogniser: Recogniser<keyof RecordFacts>;

  constructor({ schema }: Profile) {
    this.#recogniser = new Recogniser(schema, ['recordId', 'controller', 'occurredAt', 'segments', 'agent']);
  }

  /** The facts of the line from `start` to `end`, without its newline; null where the plain way must decide. */
  recognise(text: string, start: number, end: number): RecordFacts | null {
    const match = this.#recogniser.match(text, start, end);
    if (match === null) return null;
    const { recordId, controller, occurredAt, segments, agent } = this.#recogniser.groups;
    return {
      recordId: unquote(match[recordId]!),
      controller: unquote(match[controller]!),
      occurredAt: unquote(match[occurredAt]!),
      agent: decode(match[agent]!),
      segments: match[segments] === '[]' ? NO_SEGMENTS : JSON.parse(match[segments]!),
    };
  }
}

const recognisers = new Map<Profile, RecordRecogniser>();

/** The recogniser of a built-in profile, made when it is first asked for; null for a profile of somebody's own. */
export function findRecogniser(profile: Profile): RecordRecogniser | null {
  if (profile !== ipEvidence && profile !== ipEvidenceTest) return null;
  const known = recognisers.get(profile) ?? new RecordRecogniser(profile);
  recognisers.set(profile, known);
  return known;
}

/** A string that was matched by a pattern of ASCII characters without escapes. */
function unquote(text: string): string {
  return text.slice(1, -1);
}

/** A string without escapes, or null; its characters are bytes of UTF-8. */
function decode(text: string): string | null {
  return text === 'null' ? null : Buffer.from(unquote(text), 'latin1').toString('utf8');
}
