/** What a receiver tells of its work: no network address, and nothing of what batches hold. */
export interface LogEvent {
  readonly event:
    | 'started'
    | 'stopped'
    | 'stranger-refused'
    | 'connection-cut'
    | 'announced'
    | 'upload-paused'
    | 'batch-received'
    | 'upload-expired'
    | 'handed-on'
    | 'refused'
    | 'failed';
  readonly peer?: string;
  /** SHA-256 of the manifest, hex. */
  readonly manifest?: string;
  /** What it came to: an answer, an outcome, or a code. */
  readonly result?: string;
  readonly bytes?: number;
  readonly milliseconds?: number;
}

/** Takes what a receiver tells. */
export type Log = (event: LogEvent) => void;
