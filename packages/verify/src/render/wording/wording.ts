import type { Channel, PlaceState } from '../../contract/intake.ts';
import type { ComparedFact, StepId, StepResult, Verdict } from '../../contract/report.ts';

/** How a step is shown: it may have passed and be what the batch waits for. */
export type StepState = StepResult['outcome'] | 'waiting';

/** Headings of the parts of a report. */
export type Heading =
  | 'parties'
  | 'counts'
  | 'timeline'
  | 'stream'
  | 'steps'
  | 'signatures'
  | 'fingerprints'
  | 'repeat'
  | 'verification';

/** What the facts of a report are called. */
type FactLabel =
  | 'attachments'
  | 'batch-id'
  | 'batch-size'
  | 'checked-at'
  | 'checked-by'
  | 'content-size'
  | 'controllers'
  | 'created-at'
  | 'key-id'
  | 'level'
  | 'manifest-digest'
  | 'merkle-root'
  | 'origin'
  | 'payload-digest'
  | 'payload-size'
  | 'period'
  | 'previous'
  | 'producer'
  | 'profile'
  | 'public-key'
  | 'recipient'
  | 'records'
  | 'replaces'
  | 'role'
  | 'sample'
  | 'sealed-to'
  | 'sender'
  | 'sequence'
  | 'signed-at'
  | 'signer'
  | 'stream';

/** What a stock command of the part *repeat* is for. */
export type CommandPurpose =
  | 'unpack'
  | 'manifest-digest'
  | 'seal'
  | 'co-signature'
  | 'payload-digest'
  | 'open'
  | 'open-hybrid';

/** Short texts that stand in the place of a value, or beside one. */
type Phrase =
  | 'any'
  | 'came-by'
  | 'compared-with'
  | 'counted'
  | 'figures'
  | 'found'
  | 'full-level'
  | 'hour-axis'
  | 'day-axis'
  | 'month-axis'
  | 'year-axis'
  | 'identical'
  | 'next-step'
  | 'no-records'
  | 'no-signatures'
  | 'none-first'
  | 'not-authenticated'
  | 'not-checked'
  | 'not-counted'
  | 'not-drawn'
  | 'not-given'
  | 'not-opened'
  | 'reasons'
  | 'repeat-introduction'
  | 'sealed-level'
  | 'senders-public-key'
  | 'sequence-not-checked'
  | 'state'
  | 'stream-numbers'
  | 'test-data'
  | 'test-data-meaning'
  | 'test-data-next'
  | 'this-batch'
  | 'unknown-key'
  | 'utc'
  | 'waits-for'
  | 'what';

/** Everything that a report says in one language. */
export interface Wording {
  readonly title: string;
  readonly conclusions: Readonly<Record<Verdict, ConclusionWording>>;
  readonly states: Readonly<Record<StepState, string>>;
  readonly headings: Readonly<Record<Heading, string>>;
  readonly steps: Readonly<Record<StepId, StepWording>>;
  readonly places: Readonly<Record<PlaceState, string>>;
  readonly channels: Readonly<Record<Channel, string>>;
  readonly compared: Readonly<Record<ComparedFact, string>>;
  readonly labels: Readonly<Record<FactLabel, string>>;
  readonly purposes: Readonly<Record<CommandPurpose, string>>;
  readonly phrases: Readonly<Record<Phrase, string>>;
  /** How many steps ended in which way. */
  tally(passed: string, failed: string, notChecked: string): string;
  /** A code without a message in this version. */
  unknownCode(code: string): string;
  /** A label before what it names. */
  labelled(label: string): string;
}

/** A verdict in large letters, what it means, and what to do next. */
export interface ConclusionWording {
  readonly word: string;
  readonly meaning: string;
  readonly next: string;
}

/** The name of a step, and the question that it answers. */
export interface StepWording {
  readonly name: string;
  readonly question: string;
}
