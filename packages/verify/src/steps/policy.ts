import { type Manifest, toInstant } from '@scelle/core';
import { toEpochMilliseconds } from '@scelle/core/internal';
import type { Ledger, Limits, Policy } from '../contract/policy.ts';
import type { Comparison } from '../contract/report.ts';
import { VerifyError } from '../errors/verify-error.ts';
import type { StepOutcome } from './checklist.ts';
import type { CheckedManifest, Criteria } from './manifest.ts';

const DAY_MILLISECONDS = 86_400_000;

/**
 * Step 12: what this party accepts: profiles, how old or new facts may be, and how much. What was compared of the limits
 * is that of `checkLimits`. Source: docs/format.md § Verification.
 */
export function checkPolicy(
  { profile, period, createdAt }: Manifest,
  { policy, receivedAt }: Criteria,
  limits: readonly Comparison[],
): StepOutcome<void> {
  const compared: Comparison[] = [...limits];
  const allowed = policy.profiles.map(({ name }) => name);
  if (!allowed.includes(profile)) {
    throw new VerifyError('profile-not-allowed', { found: profile, expected: allowed.join(', ') });
  }
  compared.push({ what: 'profile', found: profile, expected: allowed.join(', ') });
  if (period === null) return { value: undefined, compared };
  const latest = toEpochMilliseconds(createdAt) + policy.clockSkewSeconds * 1000;
  if (toEpochMilliseconds(period.to) > latest) {
    throw new VerifyError('facts-in-future', { found: period.to, expected: createdAt });
  }
  compared.push({ what: 'latest-fact', found: period.to, expected: `≤ ${createdAt}` });
  if (policy.maxFactAgeDays === null) return { value: undefined, compared };
  const earliest = receivedAt.getTime() - policy.maxFactAgeDays * DAY_MILLISECONDS;
  const expected = toInstant(new Date(earliest));
  if (toEpochMilliseconds(period.from) < earliest) {
    throw new VerifyError('facts-too-old', { found: period.from, expected });
  }
  return {
    value: undefined,
    compared: [...compared, { what: 'earliest-fact', found: period.from, expected: `≥ ${expected}` }],
  };
}

/**
 * The part of step 12 that needs nothing but the manifest, so that too much is refused before it is taken or opened:
 * records and bytes of the batch, and records a day of each controller. Throws `batch-over-records`,
 * `batch-over-bytes`, `daily-records-exceeded`. Source: docs/format.md § Verification.
 */
export async function checkLimits(
  { manifest, digest }: Pick<CheckedManifest, 'manifest' | 'digest'>,
  { limits }: Policy,
  ledger?: Ledger,
): Promise<Comparison[]> {
  if (limits === undefined) return [];
  return [
    ...compareWithLimit('batch-records', 'batch-over-records', manifest.records.count, limits.batchRecords),
    ...compareWithLimit('batch-bytes', 'batch-over-bytes', manifest.payload.bytes, limits.batchBytes),
    ...(await compareDay(manifest, digest, limits, ledger)),
  ];
}

function compareWithLimit(
  what: 'batch-records' | 'batch-bytes',
  code: 'batch-over-records' | 'batch-over-bytes',
  found: number,
  limit: number | null,
): Comparison[] {
  if (limit === null) return [];
  if (found > limit) throw new VerifyError(code, { found, limit });
  return [{ what, found: String(found), expected: `≤ ${limit}` }];
}

/** The day is that of `createdAt`, which is signed: a batch is judged alike by whichever channel and whenever it comes. */
async function compareDay(
  { controllers, createdAt }: Manifest,
  except: string,
  { dailyRecords: limit, dayZone }: Limits,
  ledger: Ledger | undefined,
): Promise<Comparison[]> {
  if (limit === null) return [];
  const day = toDay(createdAt, dayZone);
  const compared: Comparison[] = [];
  for (const { name: controller, records } of controllers) {
    const found = records + ((await ledger?.countRecords?.({ controller, day, except })) ?? 0);
    if (found > limit) throw new VerifyError('daily-records-exceeded', { name: controller, found, limit });
    compared.push({ what: 'daily-records', found: `${controller} ${day} ${found}`, expected: `≤ ${limit}` });
  }
  return compared;
}

/** To make one takes longer than to use it a hundred times; there are as many as there are zones in settings. */
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * The day of an instant where clocks show the time of the zone: `2026-10-25`. The zone is one that the runtime knows,
 * such as `Europe/Paris`.
 */
export function toDay(instant: string, zone: string): string {
  return formatFor(zone).format(Date.parse(instant));
}

function formatFor(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  // Swedes write dates as ISO 8601 does, whatever the calendar of the machine's locale.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
  formats.set(zone, format);
  return format;
}
