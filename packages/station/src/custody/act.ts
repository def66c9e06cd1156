/** Which batch an act concerns. */
export interface CustodyBatch {
  readonly sender: string;
  readonly recipient: string;
  readonly stream: string;
  readonly sequence: number;
  /** SHA-256 of the manifest, hex. */
  readonly digest: string;
}

/** One act as it is told to the custody log; number, time, host and person are added there. It holds no personal data. */
export interface CustodyAct {
  /** The command that was given, such as `peer add`. */
  readonly command: string;
  /** What happened, a kebab-case word such as `batch-received`. */
  readonly act: string;
  /** The other party. */
  readonly party?: string;
  readonly batch?: CustodyBatch;
  /** What it came to, a kebab-case word such as `accepted` or `done`. */
  readonly result: string;
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

/** Appends an act to the custody log, within the transaction that changes what it speaks of. */
export type RecordCustody = (act: CustodyAct) => void;
