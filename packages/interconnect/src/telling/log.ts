import { InterconnectError } from '../errors/interconnect-error.ts';
import type { Metrics } from './metrics.ts';

/** What a receiver tells of its work: no network address, and nothing of what batches hold. */
export interface LogEvent {
  readonly event:
    | 'started'
    | 'stopped'
    | 'certificate-changed'
    | 'certificate-kept'
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

/** No more codes of a refused batch stand in one line. */
const MOST_CODES = 16;

/** Tells of what was refused to a peer, or failed here, and counts it; of a failure nothing but its kind. */
export function tellFailure(
  { log, metrics }: { readonly log: Log; readonly metrics: Metrics },
  peer: string,
  error: unknown,
): void {
  if (!(error instanceof InterconnectError)) {
    metrics.add('scelle_failures_total');
    log({ event: 'failed', peer, result: kindOf(error) });
    return;
  }
  const { code, codes, details } = error;
  metrics.add('scelle_refusals_total', 1, { code });
  log({
    event: 'refused',
    peer,
    result: code,
    ...(codes.length > 0 && { codes: codes.slice(0, MOST_CODES) }),
    ...(details.field !== undefined && { field: String(details.field) }),
  });
}

/** Only the kind: what an error says may be about a file. */
export function kindOf(error: unknown): string {
  const isCoded = error instanceof Error && 'code' in error && typeof error.code === 'string';
  if (isCoded) return String(error.code);
  return error instanceof Error ? error.name : typeof error;
}

/** How often the same is told, in milliseconds. */
const INTERVAL = 60_000;

/** More different things than these are told as one. */
const MOST_KINDS = 256;

/** A log for what strangers bring about, of whom there may be a thousand a second. */
export interface BoundedLog {
  /** Tells of it at once where it is new, and after a minute how often it happened since. */
  tell(event: LogEvent): void;
  /** Tells what was not told yet, and ends. */
  end(): void;
}

/** Threat: whoever needs no certificate to be noticed could fill the disc with lines about himself. */
export function createBoundedLog(log: Log, interval: number = INTERVAL): BoundedLog {
  const untold = new Map<string, { readonly event: LogEvent; count: number }>();

  function flush(): void {
    for (const [key, { event, count }] of untold) {
      untold.delete(key);
      if (count === 0) continue;
      log({ ...event, count });
      untold.set(key, { event, count: 0 });
    }
  }

  const timer = setInterval(flush, interval);
  timer.unref();

  return {
    tell(event) {
      const key = JSON.stringify(event);
      const known = untold.get(key);
      if (known !== undefined) known.count += 1;
      else if (untold.size < MOST_KINDS) {
        untold.set(key, { event, count: 0 });
        log(event);
      }
    },
    end() {
      clearInterval(timer);
      flush();
    },
  };
}
