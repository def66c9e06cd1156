/** A label and how many records it has. */
export interface Count {
  readonly label: string;
  readonly records: number;
}

/** What is in a target, in numbers. It holds no address and no pseudonym. */
export interface Statistics {
  /** Imported batches, and what became of their records. */
  readonly batches: number;
  readonly announced: number;
  readonly accepted: number;
  readonly rejected: number;
  /** How many of the accepted records are still there. */
  readonly kept: number;
  /** By the day of the facts, in order. */
  readonly days: readonly Count[];
  /** The most frequent first, and no more than so many. */
  readonly controllers: readonly Count[];
  /** A record without a provider counts under an empty label. */
  readonly providers: readonly Count[];
  readonly protocols: readonly Count[];
  readonly works: readonly Count[];
  /** By the code of the refusal. */
  readonly rejects: readonly Count[];
}
