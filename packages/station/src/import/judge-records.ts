import { findProfile, type IpEvidence, type Profile, type RecordFacts, toInstant } from '@scelle/core';
import { toEpochMilliseconds } from '@scelle/core/internal';
import type { ImportRules } from '../settings/settings.ts';
import type { SinkTransaction, SoughtFacts } from '../sinks/record-sink.ts';

const DAY_MILLISECONDS = 86_400_000;
const HOUR_MILLISECONDS = 3_600_000;

/** A record that is to be imported, and what it is judged by. */
export interface JudgedRecord<Content extends object> extends Pick<RecordFacts, 'recordId' | 'occurredAt'> {
  readonly record: Content;
  /** The finding of a built-in profile; null for a record of a profile of somebody's own: what it finds is not known. */
  readonly finding: IpEvidence | null;
}

/** Throws what the facts of a profile of somebody's own throw. */
export function toJudged<Content extends object>(record: Content, profile: Profile<Content>): JudgedRecord<Content> {
  // By its name alone: what goes by it has the fields of ours.
  const isBuiltIn = findProfile(profile.name) !== null;
  const { recordId, occurredAt } = profile.facts(record);
  return { record, recordId, occurredAt, finding: isBuiltIn ? (record as object as IpEvidence) : null };
}

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
export async function judgeRecords<Content extends object>(
  records: readonly JudgedRecord<Content>[],
  transaction: Pick<SinkTransaction<Content>, 'findRepeated'>,
  context: JudgingContext,
): Promise<readonly (RejectCode | null)[]> {
  const { known } = context;
  const codes = judgeSingly(records, context);
  const candidates = records.filter(({ finding }, position) => finding !== null && codes[position] === null);
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
function judgeSingly(records: readonly JudgedRecord<object>[], { rules, receivedAt, isTest }: JudgingContext) {
  const received = toEpochMilliseconds(receivedAt);
  const { maxFactAgeDays, maxFutureSeconds, providers, testRecords } = rules;
  const earliest = maxFactAgeDays === null ? null : received - maxFactAgeDays * DAY_MILLISECONDS;
  const latest = maxFutureSeconds === null ? null : received + maxFutureSeconds * 1000;
  return records.map(({ occurredAt, finding }): RejectCode | null => {
    if (isTest && !testRecords) return 'test-record';
    if (latest !== null && toEpochMilliseconds(occurredAt) > latest) return 'record-in-future';
    if (earliest !== null && toEpochMilliseconds(occurredAt) < earliest) return 'record-too-old';
    if (providers !== null && finding !== null && !isListed(finding.isp, providers)) return 'provider-unknown';
    return null;
  });
}

function isListed(isp: string | null, providers: readonly string[]): boolean {
  return isp !== null && providers.includes(isp);
}

async function findRepeated<Content extends object>(
  records: readonly JudgedRecord<Content>[],
  transaction: Pick<SinkTransaction<Content>, 'findRepeated'>,
  window: number,
): Promise<ReadonlySet<JudgedRecord<Content>>> {
  if (records.length === 0) return new Set();
  const positions = await transaction.findRepeated(records.map((record) => toSought(record, window)));
  return new Set([...positions].map((position) => records[position]!));
}

const LAST_INSTANT = Date.parse('9999-12-31T23:59:59.999Z');
const FIRST_INSTANT = Date.parse('0001-01-01T00:00:00Z');

function toSought<Content extends object>(
  { record, occurredAt }: JudgedRecord<Content>,
  window: number,
): SoughtFacts<Content> {
  const at = toEpochMilliseconds(occurredAt);
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

  has({ occurredAt, finding }: JudgedRecord<object>): boolean {
    const window = this.#window;
    if (window === null || finding === null) return false;
    const at = toEpochMilliseconds(occurredAt);
    return keysOf(finding).some((key) => this.#instants.get(key)?.some((other) => Math.abs(at - other) < window));
  }

  add({ occurredAt, finding }: JudgedRecord<object>): void {
    if (this.#window === null || finding === null) return;
    const at = toEpochMilliseconds(occurredAt);
    for (const key of keysOf(finding)) this.#instants.set(key, [...(this.#instants.get(key) ?? []), at]);
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
