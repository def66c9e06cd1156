import type { Log, LogEvent } from './log.ts';

/** A batch that a receiver tells of: who sends it, and the SHA-256 of its manifest, hex. */
export interface ToldBatch {
  readonly peer: string;
  readonly manifest: string;
  /** Length in bytes of the whole batch, or of what is here of it. */
  readonly bytes: number;
}

/** What became of a batch that was kept. */
export type DeliveredOutcome = 'accepted' | 'held' | 'rejected' | 'duplicate';

/** What a receiver tells the program that it is a part of: the log, as calls. */
export interface ReceiverEvents {
  /** A batch was announced: *wanted*, *known*, or *refused*. */
  readonly announced?: (batch: ToldBatch & { readonly answer: 'wanted' | 'known' | 'refused' }) => void;
  /** An upload broke off, and can go on. */
  readonly paused?: (batch: ToldBatch) => void;
  /** A batch came whole and was judged; how long that took, in milliseconds. */
  readonly delivered?: (
    batch: ToldBatch & {
      readonly outcome: DeliveredOutcome;
      readonly milliseconds: number;
    },
  ) => void;
  /** A peer was refused something, by a code of this package; `codes` are what a verification found. */
  readonly refused?: (refusal: {
    readonly peer: string;
    readonly code: string;
    readonly codes: readonly string[];
  }) => void;
  /** Something failed here: the kind of error, never its text. */
  readonly failed?: (failure: { readonly peer: string | null; readonly kind: string }) => void;
}

/** A log that tells the events, too. */
export function createEventLog(log: Log | undefined, on: ReceiverEvents | undefined): Log {
  return (event) => {
    log?.(event);
    if (on !== undefined) tell(on, event);
  };
}

function tell(on: ReceiverEvents, event: LogEvent): void {
  const { peer = '', manifest = '', bytes = 0, result = '', codes = [], milliseconds = 0 } = event;
  const batch: ToldBatch = { peer, manifest, bytes };
  const perform: Partial<Record<LogEvent['event'], () => void>> = {
    announced: () => on.announced?.({ ...batch, answer: result as 'wanted' | 'known' | 'refused' }),
    'upload-paused': () => on.paused?.(batch),
    'batch-received': () => on.delivered?.({ ...batch, outcome: result as DeliveredOutcome, milliseconds }),
    refused: () => on.refused?.({ peer, code: result, codes }),
    failed: () => on.failed?.({ peer: event.peer ?? null, kind: result }),
  };
  perform[event.event]?.();
}
