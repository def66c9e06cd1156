import type { Protocol, WorkCategory } from '@scelle/core';
import { choice, closedObject, type Expectation, list, name, text } from '@scelle/core/internal';
import { z } from 'zod';
import type { TextEncoding } from '../input/open-text.ts';
import type { TimeRules } from '../values/instants.ts';
import { parseTimePattern } from '../values/time-pattern.ts';
import { isTimeZone } from '../values/time-zone.ts';
import { categoryWords, protocolWords, type WordTranslations } from '../values/words.ts';
import { type CsvField, csvFields, ownColumns } from './csv-fields.ts';

/** What is taken where the input says nothing; each use is noted. */
export interface Defaults {
  readonly controller?: string;
  readonly protocol?: Protocol;
  readonly isp?: string;
  readonly agent?: string;
  readonly tool?: { readonly name: string; readonly version: string };
  readonly category?: WorkCategory;
  readonly rightsHolder?: string;
}

/** A party as ACNS names it. */
export interface AcnsContact {
  readonly entity: string;
  readonly email: string;
}

/** A party as XARF names it. */
export interface XarfContact {
  readonly org: string;
  readonly contact: string;
  readonly domain: string;
}

/** How a CSV file is laid out. */
export interface CsvLayout {
  readonly delimiter: ',' | ';' | '\t' | '|';
  /** A byte order mark counts more. */
  readonly encoding: TextEncoding;
  /** Whether cells that a spreadsheet would take for a formula begin with an apostrophe that is not part of them. */
  readonly formulas: 'neutralised' | 'literal';
  /** What separates groups of three digits in numbers; a space is also one that does not break. */
  readonly thousands: ' ' | '.' | ',' | "'" | null;
  readonly decimal: '.' | ',';
  /** What K, M, G and T mean before a unit of size: powers of 1000 or of 1024; null where such sizes are refused. */
  readonly units: 'decimal' | 'binary' | null;
  /** In the order in which they are written; a null field is read past. */
  readonly columns: readonly { readonly column: string; readonly field: CsvField | null }[];
}

/** What one's partners' files mean: read from a file that a person writes. Source: docs/formats.md § The mapping file. */
export interface Mapping extends TimeRules {
  readonly defaults: Defaults;
  /** What words of the input mean. */
  readonly words: WordTranslations;
  /** Whether a SHA-1 in a BitTorrent record is its info hash. */
  readonly sha1IsInfoHash: boolean;
  readonly csv: CsvLayout;
  readonly acns: {
    /** The complainant by the name of the controller, both ways. */
    readonly complainants: Readonly<Record<string, AcnsContact>>;
    readonly serviceProviderEmail: string;
    /** Whether notices are read whose case is closed, which some senders write in all of them. */
    readonly closedCases: 'refuse' | 'read';
  } | null;
  readonly xarf: { readonly reporter: XarfContact; readonly sender: XarfContact } | null;
}

const ownLayout: CsvLayout = {
  delimiter: ',',
  encoding: 'utf-8',
  formulas: 'neutralised',
  thousands: null,
  decimal: '.',
  units: null,
  columns: ownColumns,
};

const defaults: z.ZodType<Defaults> = closedObject({
  controller: name().exactOptional(),
  protocol: choice(protocolWords).exactOptional(),
  isp: text(256).exactOptional(),
  agent: text(128).exactOptional(),
  tool: closedObject({ name: text(64), version: text(64) }).exactOptional(),
  category: choice(categoryWords).exactOptional(),
  rightsHolder: text(256).exactOptional(),
});

const layout: z.ZodType<CsvLayout> = closedObject({
  delimiter: choice([',', ';', '\t', '|']).default(','),
  encoding: choice(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']).default('utf-8'),
  formulas: choice(['neutralised', 'literal']).default('literal'),
  thousands: choice([' ', '.', ',', "'"]).nullable().default(null),
  decimal: choice(['.', ',']).default('.'),
  units: choice(['decimal', 'binary']).nullable().default(null),
  columns: list(closedObject({ column: text(256), field: choice(csvFields).nullable() }), 1, 200),
})
  .refine(({ columns }) => areDistinct(columns), { path: ['columns'], error: 'distinct' satisfies Expectation })
  .refine(({ columns }) => isTimeWhole(columns), { path: ['columns'], error: 'consistent' satisfies Expectation })
  .refine(({ thousands, decimal }) => thousands !== decimal, {
    path: ['thousands'],
    error: 'consistent' satisfies Expectation,
  });

const words: z.ZodType<WordTranslations> = closedObject({
  protocol: z.record(text(256), choice(protocolWords)).default({}),
  category: z.record(text(256), choice(categoryWords)).default({}),
  controller: z.record(text(256), name()).default({}),
});

const timeZone = z.string().refine(isTimeZone, { error: 'time-zone' satisfies Expectation });

const timePattern = z.string().refine((pattern) => parseTimePattern(pattern) !== null, {
  error: 'time-pattern' satisfies Expectation,
});

const acnsContact: z.ZodType<AcnsContact> = closedObject({ entity: text(256), email: text(254) });

const xarfContact: z.ZodType<XarfContact> = closedObject({
  org: text(200),
  contact: z.email().max(254),
  domain: z.hostname(),
});

/** What a mapping file holds. */
export const mappingSchema: z.ZodType<Mapping> = closedObject({
  defaults: defaults.default({}),
  assumeUtc: z.boolean().default(false),
  timeZone: timeZone.nullable().default(null),
  timePattern: z
    .union([timePattern.transform((pattern) => [pattern]), list(timePattern, 1, 8)], {
      error: 'time-pattern' satisfies Expectation,
    })
    .default(['iso']),
  repeatedHour: choice(['refuse', 'first', 'second']).default('refuse'),
  skippedHour: choice(['refuse', 'forward']).default('refuse'),
  words: words.default({ protocol: {}, category: {}, controller: {} }),
  sha1IsInfoHash: z.boolean().default(false),
  csv: layout.default(ownLayout),
  acns: closedObject({
    complainants: z.record(name(), acnsContact).default({}),
    serviceProviderEmail: text(254).default(''),
    closedCases: choice(['refuse', 'read']).default('refuse'),
  })
    .nullable()
    .default(null),
  xarf: closedObject({ reporter: xarfContact, sender: xarfContact }).nullable().default(null),
}).refine(({ assumeUtc, timeZone: zone }) => !assumeUtc || zone === null, {
  path: ['timeZone'],
  error: 'consistent' satisfies Expectation,
});

/** The mapping without a file: our own CSV layout, no defaults, and no contacts. */
export const ownMapping: Mapping = mappingSchema.parse({});

/** Whether no column and no field stands twice. */
function areDistinct(columns: CsvLayout['columns']): boolean {
  const fields = columns.map(({ field }) => field).filter((field) => field !== null);
  const names = columns.map(({ column }) => column);
  return new Set(fields).size === fields.length && new Set(names).size === names.length;
}

/** Whether a time stands in one column, or its date and its time of day in two. */
function isTimeWhole(columns: CsvLayout['columns']): boolean {
  const has = (field: CsvField) => columns.some((column) => column.field === field);
  return has('occurredAt.date') === has('occurredAt.time') && !(has('occurredAt') && has('occurredAt.date'));
}
