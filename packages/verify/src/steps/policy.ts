import { type Manifest, toInstant } from '@scelle/core';
import { type Expectation, isInstant, toEpochMilliseconds } from '@scelle/core/internal';
import type { SealedContext } from '../contract/context.ts';
import type { Ledger, Limits, Policy, RequiredRole, TrustedKey } from '../contract/policy.ts';
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

/** What a value must be, and whether it is. */
interface Rule {
  readonly expected: Expectation;
  readonly holds: (value: unknown) => boolean;
}

/** The rules of an object, which has no other fields: one that is misspelt would set no bound. */
type Rules<T> = { readonly [Field in keyof Required<T>]: Rule };

const MAX = Number.MAX_SAFE_INTEGER;

/** A hundred thousand years: what lies further back is no date any more. */
const MAX_AGE_DAYS = 36_525_000;

function integer(min: number, max: number = MAX): Rule {
  const holds = (value: unknown) => Number.isSafeInteger(value) && min <= Number(value) && Number(value) <= max;
  return { expected: `integer:${min}:${max}`, holds };
}

function nullable({ expected, holds }: Rule): Rule {
  return { expected, holds: (value) => value === null || holds(value) };
}

function optional({ expected, holds }: Rule): Rule {
  return { expected, holds: (value) => value === undefined || holds(value) };
}

function listOf({ holds }: Pick<Rule, 'holds'>): Rule {
  return { expected: `list:0:${MAX}`, holds: (value) => Array.isArray(value) && value.every(holds) };
}

const anyText: Rule = { expected: 'text', holds: (value) => typeof value === 'string' };
const instant: Rule = { expected: 'instant', holds: (value) => typeof value === 'string' && isInstant(value) };
const object: Rule = { expected: 'object', holds: (value) => typeof value === 'object' && value !== null };
const role: Rule = {
  expected: 'name',
  holds: (value) => typeof value === 'string' && /^[a-z0-9][a-z0-9-]{0,31}$/.test(value),
};

const channels: readonly unknown[] = ['network', 'media', 'file'];

const publicKey: Rule = {
  expected: 'public-key',
  holds: (value) =>
    object.holds(value) &&
    hasBytes((value as TrustedKey['publicKey']).keyNumber, 8) &&
    hasBytes((value as TrustedKey['publicKey']).key, 32),
};

function hasBytes(value: unknown, length: number): boolean {
  return value instanceof Uint8Array && value.length === length;
}

const zone: Rule = { expected: 'time-zone', holds: (value) => typeof value === 'string' && isZone(value) };

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

const profile: Rule = {
  expected: 'profile',
  holds: (value) => object.holds(value) && typeof (value as { readonly name?: unknown }).name === 'string',
};

const policyRules: Rules<Policy> = {
  keys: listOf(object),
  requiredRoles: listOf(object),
  recipient: nullable(anyText),
  allowedRecipients: nullable(listOf(anyText)),
  ownRecipients: optional(listOf(anyText)),
  channels: optional({
    ...listOf({ holds: (value) => channels.includes(value) }),
    expected: 'choice:network:media:file',
  }),
  limits: optional(object),
  profiles: listOf(profile),
  clockSkewSeconds: integer(0),
  maxFactAgeDays: nullable(integer(0, MAX_AGE_DAYS)),
};

const keyRules: Rules<TrustedKey> = {
  role,
  name: nullable(anyText),
  publicKey,
  validFrom: optional(instant),
  validUntil: optional(instant),
  revokedFrom: optional(instant),
};

const roleRules: Rules<RequiredRole> = {
  // The seal is no co-signature: nobody could ever meet this.
  role: { ...role, holds: (value) => role.holds(value) && value !== 'sender' },
  threshold: integer(1),
};

const limitRules: Rules<Limits> = {
  batchRecords: nullable(integer(0)),
  batchBytes: nullable(integer(0)),
  dailyRecords: nullable(integer(0)),
  dayZone: zone,
};

/**
 * Makes sure that a policy refuses what it is to refuse, before anything is held against it: nothing is over a limit that
 * is no number, and no threshold is missed that is misspelt. Throws `policy-invalid`.
 */
export function checkPolicyForm(policy: Policy): void {
  checkFields('policy', policy, policyRules);
  for (const [index, key] of policy.keys.entries()) checkFields(`keys.${index}`, key, keyRules);
  for (const [index, each] of policy.requiredRoles.entries()) checkFields(`requiredRoles.${index}`, each, roleRules);
  if (policy.limits !== undefined) checkFields('limits', policy.limits, limitRules);
}

/** The same for what is said of a batch beside the policy. Throws `policy-invalid` and `ledger-missing`. */
export function checkContext({ now, channel, ledger }: SealedContext): void {
  if (ledger !== 'none' && !object.holds(ledger)) throw new VerifyError('ledger-missing');
  if (now !== undefined && Number.isNaN(now.getTime())) throw invalid('now', 'instant');
  if (channel !== undefined && !channels.includes(channel)) throw invalid('channel', 'choice:network:media:file');
}

function checkFields<T extends object>(place: string, value: T, rules: Rules<T>): void {
  if (!object.holds(value)) throw invalid(place, 'object');
  const prefix = place === 'policy' ? '' : `${place}.`;
  for (const [field, { expected, holds }] of Object.entries<Rule>(rules)) {
    if (!holds(value[field as keyof T])) throw invalid(`${prefix}${field}`, expected);
  }
  const unknown = Object.keys(value).find((field) => !Object.hasOwn(rules, field));
  if (unknown !== undefined) throw invalid(`${prefix}${unknown}`, `choice:${Object.keys(rules).join(':')}`);
}

function invalid(field: string, expected: Expectation): VerifyError {
  return new VerifyError('policy-invalid', { field, expected });
}
