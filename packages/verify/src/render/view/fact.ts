/** Something that a report states: a label and what stands beside it, in one line or several. */
export interface Fact {
  readonly label: string;
  readonly values: readonly string[];
  /** Whether it is to be compared character by character, such as a digest. */
  readonly exact: boolean;
}

/** A fact in words. */
export function fact(label: string, ...values: readonly string[]): Fact {
  return { label, values, exact: false };
}

/** A fact to be compared character by character. */
export function exactFact(label: string, ...values: readonly string[]): Fact {
  return { label, values, exact: true };
}
