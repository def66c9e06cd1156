import { choice, type Expectation, list, name, safeInteger, string, text } from '@scelle/core/internal';
import type { Channel } from '@scelle/verify';
import { z } from 'zod';

/** Rules as they are written in a table of scelle.toml; rules for sending have only the first three. */
export interface RulesFile {
  readonly channels?: readonly Channel[] | undefined;
  readonly 'required-roles'?: Readonly<Record<string, number>> | undefined;
  readonly 'additional-recipients'?: readonly string[] | undefined;
  readonly 'max-fact-age-days'?: number | undefined;
  readonly 'max-batch-records'?: number | undefined;
  readonly 'max-batch-size'?: string | undefined;
  readonly 'max-daily-records'?: number | undefined;
}

/** The rules of one peer as they are written. */
export interface PeerRulesFile {
  readonly receiving?: RulesFile | undefined;
  readonly sending?: RulesFile | undefined;
}

/** What is written of the host on the network. */
export interface NetworkFile {
  readonly 'single-host'?: boolean | undefined;
  readonly 'certificate-file'?: string | undefined;
  readonly 'key-file'?: string | undefined;
  readonly 'reserved-space'?: string | undefined;
  readonly 'max-open-uploads'?: number | undefined;
}

/** What is written of imports. */
export interface ImportingFile {
  readonly into?: string | undefined;
  readonly 'segments-folder'?: string | undefined;
  readonly 'max-fact-age-days'?: number | undefined;
  readonly 'max-future-seconds'?: number | undefined;
  readonly 'same-finding-hours'?: number | undefined;
  readonly providers?: readonly string[] | undefined;
  readonly 'test-records'?: boolean | undefined;
}

/** After how many days what is deleted, and how, as it is written. */
interface RetentionFile {
  readonly 'custody-days'?: number | undefined;
  readonly 'sent-days'?: number | undefined;
  readonly 'imported-days'?: number | undefined;
  readonly 'imported-action'?: 'delete' | 'pseudonymise' | undefined;
}

/** scelle.toml as it is written. `defaultSettings` explains each setting. */
export interface SettingsFile {
  readonly 'day-zone': string;
  readonly 'clock-skew-seconds': number;
  readonly 'key-validity-days': number;
  readonly 'test-profiles': boolean;
  readonly receiving: RulesFile & { readonly channels: readonly Channel[] };
  readonly sending: RulesFile & { readonly channels: readonly Channel[] };
  readonly importing?: ImportingFile | undefined;
  readonly retention?: RetentionFile | undefined;
  readonly network?: NetworkFile | undefined;
  readonly peers?: Readonly<Record<string, PeerRulesFile>> | undefined;
}

/** A record passes over this key in silence. */
const PROTOTYPE = '__proto__';

const withoutPrototypeKey = z.unknown().check(({ value, issues }) => {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, PROTOTYPE)) return;
  issues.push({ code: 'unrecognized_keys', input: undefined, keys: [PROTOTYPE], continue: true });
});

const SIZE = /^([1-9][0-9]{0,11})([KMGT]?)$/;
const UNITS = ['', 'K', 'M', 'G', 'T'];

/** The roles other than `sender` in which keys of cards sign: nobody could co-sign in another. */
const coSigningRoles = ['agent'] as const;

const MAX_PEERS = 1_000;
const MAX_KEYS = 16;
const MAX_RECIPIENTS = 16;
const TEN_YEARS = 3_653;

const count = safeInteger(1, Number.MAX_SAFE_INTEGER);
const days = safeInteger(1, TEN_YEARS);

const sendingRules = table({
  channels: distinct(choice(['network', 'media', 'file']), 3),
  'required-roles': named(choice(coSigningRoles), safeInteger(1, MAX_KEYS), coSigningRoles.length),
  'additional-recipients': distinct(name(), MAX_RECIPIENTS),
}).partial();

const receivingRules = sendingRules.extend({
  'max-fact-age-days': days.optional(),
  'max-batch-records': count.optional(),
  'max-batch-size': string((text) => SIZE.test(text), 'size').optional(),
  'max-daily-records': count.optional(),
});

const peerRules = table({ receiving: receivingRules, sending: sendingRules }).partial();

const retention = table({
  'custody-days': days.optional(),
  'sent-days': days.optional(),
  'imported-days': days.optional(),
  'imported-action': choice(['delete', 'pseudonymise']).optional(),
});

const path = string((value) => value.length > 0 && value.length <= 4_096, 'text:4096');

const MAX_PROVIDERS = 10_000;
const TEN_YEARS_OF_HOURS = TEN_YEARS * 24;

const importing = table({
  into: path,
  'segments-folder': path,
  'max-fact-age-days': days,
  'max-future-seconds': safeInteger(0, 86_400),
  'same-finding-hours': safeInteger(1, TEN_YEARS_OF_HOURS),
  providers: distinct(text(256), MAX_PROVIDERS),
  'test-records': z.boolean({ error: 'boolean' satisfies Expectation }),
}).partial();

const network = table({
  'single-host': z.boolean({ error: 'boolean' satisfies Expectation }),
  'certificate-file': path,
  'key-file': path,
  'reserved-space': string((text) => SIZE.test(text), 'size'),
  'max-open-uploads': safeInteger(1, 1_000),
}).partial();

/** The schema of scelle.toml; its messages are expectations. */
export const settingsSchema: z.ZodType<SettingsFile> = table({
  'day-zone': string(isTimeZone, 'time-zone'),
  'clock-skew-seconds': safeInteger(0, 86_400),
  'key-validity-days': days,
  'test-profiles': z.boolean({ error: 'boolean' satisfies Expectation }),
  receiving: receivingRules.required({ channels: true }),
  sending: sendingRules.required({ channels: true }),
  importing: importing.optional(),
  retention: retention.optional(),
  network: network.optional(),
  peers: named(name(), peerRules, MAX_PEERS).optional(),
}) as z.ZodType<SettingsFile>;

/** The number of bytes that a size stands for. */
export function toBytes(size: string): number {
  const [, digits, unit = ''] = SIZE.exec(size)!;
  return Number(digits) * 1024 ** UNITS.indexOf(unit);
}

function table<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  return z.strictObject(shape, { error: 'table' satisfies Expectation });
}

/** A list of at most `max` elements in which none stands twice; the second one is the mistake. */
function distinct<Element>(element: z.ZodType<Element>, max: number): z.ZodArray<z.ZodType<Element>> {
  return list(element, 0, max).check(({ value, issues }) => {
    const message: Expectation = 'distinct';
    const seen = new Set<Element>();
    for (const [index, each] of value.entries()) {
      if (seen.has(each)) issues.push({ code: 'custom', input: undefined, path: [index], message });
      seen.add(each);
    }
  });
}

/** A table whose keys are names of parties or roles, of which there are at most `max`. */
function named<Value>(key: z.ZodType<string>, value: z.ZodType<Value>, max: number): z.ZodType<Record<string, Value>> {
  const error: Expectation = 'table';
  const isShort = (entries: object) => Object.keys(entries).length <= max;
  const entries = z.partialRecord(key as z.ZodType<string, string>, value, { error }).refine(isShort, { error });
  return withoutPrototypeKey.pipe(entries) as unknown as z.ZodType<Record<string, Value>>;
}

const ZONE = /^(?:UTC|[A-Z][A-Za-z_]+(?:\/[A-Za-z0-9_+-]+){1,2})$/;

/** Whether this machine knows the time zone by that name of the IANA database; offsets such as `+02:00` are none. */
function isTimeZone(name: string): boolean {
  if (name.length > 64 || !ZONE.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
