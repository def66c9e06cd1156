import { type IpEvidence, toInstant } from '@scelle/core';
import { toEpochMilliseconds } from '@scelle/core/internal';
import type { ImportRules } from '../settings/settings.ts';
import type { SinkTransaction, SoughtFacts } from '../sinks/record-sink.ts';

const DAY_MILLISECONDS = 86_400_000;
const HOUR_MILLISECONDS = 3_600_000;

/** What the records of a batch are judged by, beside themselves. */
export interface JudgingContext {
  readonly rules: ImportRules;
  /** When the batch was first received. */
  readonly receivedAt: string;
  /** Whether its profile is one of test data. */
  readonly isTest: boolean;
  /** Ids of records that were imported; those of accepted ones are added. */
  readonly known: Set<string>;
}

/**
 * Sorts records into those that are imported and those that are refused: the code of why, or null, for each. Of records
 * that exclude one another the first is imported. Source: docs/import.md § Rejects.
 */
export async function judgeRecords(
  records: readonly IpEvidence[],
  transaction: SinkTransaction,
  context: JudgingContext,
): Promise<readonly (RejectCode | null)[]> {
  const { known } = context;
  const codes = judgeSingly(records, context);
  const candidates = records.filter((_, position) => codes[position] === null);
  const window = context.rules.sameFindingHours === null ? null : context.rules.sameFindingHours * HOUR_MILLISECONDS;
  const repeated = window === null ? null : await findRepeated(candidates, transaction, window);
  const recent = new RecentFacts(window);
  return records.map((record, position) => {
    if (codes[position] !== null) return codes[position]!;
    if (known.has(record.recordId)) return 'record-known';
    if (repeated?.has(record) || recent.has(record)) return 'finding-repeated';
    known.add(record.recordId);
    recent.add(record);
    return null;
  });
}

/** What can be said of each record by itself. */
function judgeSingly(records: readonly IpEvidence[], { rules, receivedAt, isTest }: JudgingContext) {
  const received = toEpochMilliseconds(receivedAt);
  const { maxFactAgeDays, maxFutureSeconds, providers, testRecords } = rules;
  const earliest = maxFactAgeDays === null ? null : received - maxFactAgeDays * DAY_MILLISECONDS;
  const latest = maxFutureSeconds === null ? null : received + maxFutureSeconds * 1000;
  return records.map(({ occurredAt, isp }): RejectCode | null => {
    if (isTest && !testRecords) return 'test-record';
    if (latest !== null && toEpochMilliseconds(occurredAt) > latest) return 'record-in-future';
    if (earliest !== null && toEpochMilliseconds(occurredAt) < earliest) return 'record-too-old';
    if (providers !== null && (isp === null || !providers.includes(isp))) return 'provider-unknown';
    return null;
  });
}

async function findRepeated(
  records: readonly IpEvidence[],
  transaction: SinkTransaction,
  window: number,
): Promise<ReadonlySet<IpEvidence>> {
  const positions = await transaction.findRepeated(records.map((record) => toSought(record, window)));
  return new Set([...positions].map((position) => records[position]!));
}

const LAST_INSTANT = Date.parse('9999-12-31T23:59:59.999Z');
const FIRST_INSTANT = Date.parse('0001-01-01T00:00:00Z');

function toSought(record: IpEvidence, window: number): SoughtFacts {
  const at = toEpochMilliseconds(record.occurredAt);
  return {
    record,
    after: toInstant(new Date(Math.max(at - window, FIRST_INSTANT))),
    before: toInstant(new Date(Math.min(at + window, LAST_INSTANT))),
  };
}

/** The findings of a group that are imported, as long as the target does not have them yet. */
class RecentFacts {
  readonly #window: number | null;
  readonly #instants = new Map<string, number[]>();

  /** In milliseconds; null where repetitions do not matter. */
  constructor(window: number | null) {
    this.#window = window;
  }

  has(record: IpEvidence): boolean {
    const window = this.#window;
    if (window === null) return false;
    const at = toEpochMilliseconds(record.occurredAt);
    return keysOf(record).some((key) => this.#instants.get(key)?.some((other) => Math.abs(at - other) < window));
  }

  add(record: IpEvidence): void {
    if (this.#window === null) return;
    const at = toEpochMilliseconds(record.occurredAt);
    for (const key of keysOf(record)) this.#instants.set(key, [...(this.#instants.get(key) ?? []), at]);
  }
}

function keysOf({ source, works }: IpEvidence): string[] {
  return works.map((work) => `${source.ip} ${source.port} ${JSON.stringify(work)}`);
}

/** Why a record is refused although its batch is accepted; import receipts tell it. Source: docs/import.md § Rejects. */
export const rejectCodes = [
  'test-record',
  'record-in-future',
  'record-too-old',
  'provider-unknown',
  'record-known',
  'finding-repeated',
] as const;

export type RejectCode = (typeof rejectCodes)[number];
