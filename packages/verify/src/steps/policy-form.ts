import { type Expectation, isInstant } from '@scelle/core/internal';
import type { SealedContext } from '../contract/context.ts';
import type { Limits, Policy, RequiredRole, TrustedKey } from '../contract/policy.ts';
import { VerifyError } from '../errors/verify-error.ts';

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
