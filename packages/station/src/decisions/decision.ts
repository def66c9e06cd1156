import {
  choice,
  closedObject,
  type Expectation,
  encodeDocument,
  instant,
  list,
  name,
  parseDocument,
  safeInteger,
  sha256Hex,
  string,
  uuidV7,
} from '@scelle/core/internal';
import type { z } from 'zod';

/** The format word of a decision. */
export const DECISION_FORMAT = 'scelle.decision/1' as const;

/** What is decided: *rejected* is final and uses the number up; *held* waits for something. */
export type DecisionOutcome = 'held' | 'rejected';

/**
 * What a recipient decided about a batch that it has not got, or of which it cannot believe everything, so that it issues no
 * receipt: a decision acknowledges nothing. It holds no personal data. Source: docs/format.md § Decisions.
 */
export interface Decision {
  readonly format: typeof DECISION_FORMAT;
  /** The party that decides: the recipient of the batch. */
  readonly station: string;
  readonly sender: string;
  readonly recipient: string;
  readonly stream: string;
  readonly sequence: number;
  /** Id of the batch. */
  readonly batch: string;
  /** SHA-256 of the manifest, hex. */
  readonly manifest: string;
  /** How many records the manifest announces. */
  readonly records: number;
  readonly outcome: DecisionOutcome;
  /** What was found. */
  readonly codes: readonly string[];
  /** For what a batch that is held waits. */
  readonly waitsFor: readonly string[];
  /** The policy of the recipient, or a person at its desk. */
  readonly decidedBy: 'policy' | 'person';
  readonly issuedAt: string;
  /** How far the issuer's custody log had come: what it cannot take back later. */
  readonly custody: { readonly number: number; readonly hash: string | null };
}

/** The limits of a decision, checked before memory is taken. */
export const decisionLimits = { documentBytes: 16_384, codes: 64 } as const;

const CODE = /^[a-z0-9]+(?:-[a-z0-9]+){0,15}$/;
const MAX_CODE_LENGTH = 64;

const number = safeInteger(0, Number.MAX_SAFE_INTEGER);
const codes = list(
  string((value) => value.length <= MAX_CODE_LENGTH && CODE.test(value), 'text:64'),
  0,
  decisionLimits.codes,
);

const decisionSchema: z.ZodType<Decision> = closedObject({
  format: choice([DECISION_FORMAT]),
  station: name(),
  sender: name(),
  recipient: name(),
  stream: name(),
  sequence: safeInteger(1, Number.MAX_SAFE_INTEGER),
  batch: uuidV7(),
  manifest: sha256Hex(),
  records: number,
  outcome: choice(['held', 'rejected']),
  codes,
  waitsFor: codes,
  decidedBy: choice(['policy', 'person']),
  issuedAt: instant(),
  custody: closedObject({ number, hash: sha256Hex().nullable() }),
}).check(({ value, issues }) => {
  for (const { field, holds } of rulesOf(value)) {
    if (!holds)
      issues.push({ code: 'custom', input: undefined, path: [field], message: 'consistent' satisfies Expectation });
  }
});

/** The rules over several fields, by the field that breaks them. */
function rulesOf(decision: Decision): readonly { readonly field: keyof Decision; readonly holds: boolean }[] {
  const { outcome, codes: found, waitsFor, custody, station, recipient, sender } = decision;
  return [
    { field: 'station', holds: station === recipient },
    { field: 'recipient', holds: recipient !== sender },
    { field: 'codes', holds: found.length > 0 || outcome === 'held' },
    { field: 'waitsFor', holds: (outcome === 'held') === waitsFor.length > 0 },
    { field: 'custody', holds: (custody.hash === null) === (custody.number === 0) },
  ];
}

/** The canonical bytes of a decision. */
export function encodeDecision(decision: Decision): Uint8Array {
  return encodeDocument(decision);
}

/** Parses the bytes of a decision. Throws the codes of `parseDocument`. Source: docs/format.md § Decisions. */
export function parseDecision(bytes: Uint8Array): Decision {
  return parseDocument(decisionSchema, bytes, { member: 'decision', limit: decisionLimits.documentBytes });
}
