/** What a receiver tells of its work: no network address, and nothing of what batches hold. */
export interface LogEvent {
  readonly event:
    | 'started'
    | 'stopped'
    | 'stranger-refused'
    | 'handshake-failed'
    | 'connections-dropped'
    | 'request-malformed'
    | 'connection-cut'
    | 'announced'
    | 'upload-paused'
    | 'batch-received'
    | 'batch-decided'
    | 'upload-expired'
    | 'handed-on'
    | 'refused'
    | 'failed';
  readonly peer?: string;
  /** SHA-256 of the manifest, hex. */
  readonly manifest?: string;
  /** What it came to: an answer, an outcome, or a code. */
  readonly result?: string;
  /** What the verification found in a batch that is refused. */
  readonly codes?: readonly string[];
  /** What is wrong with a request: a header, or a code. */
  readonly field?: string;
  /** How often it happened since it was told the last time, where it is not told each time. */
  readonly count?: number;
  readonly bytes?: number;
  readonly milliseconds?: number;
}

/** Takes what a receiver tells. */
export type Log = (event: LogEvent) => void;
