import type { Protocol, WorkCategory } from '@scelle/core';
import { choice, closedObject, list, name, parseJsonFile, quoteUntrusted, text } from '@scelle/core/internal';
import { z } from 'zod';
import { FormatsError } from '../errors/formats-error.ts';
import { categoryWords, protocolWords } from '../values/words.ts';
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
  readonly encoding: 'utf-8' | 'windows-1252';
  /** Whether cells that a spreadsheet would take for a formula begin with an apostrophe that is not part of them. */
  readonly formulas: 'neutralised' | 'literal';
  /** In the order in which they are written; a null field is read past. */
  readonly columns: readonly { readonly column: string; readonly field: CsvField | null }[];
}

/** What one's partners' files mean: read from a file that a person writes. Source: docs/formats.md § The mapping file. */
export interface Mapping {
  readonly defaults: Defaults;
  /** Whether times without a zone are UTC; otherwise such a record is refused. */
  readonly assumeUtc: boolean;
  /** Whether a SHA-1 in a BitTorrent record is its info hash. */
  readonly sha1IsInfoHash: boolean;
  readonly csv: CsvLayout;
  readonly acns: {
    /** The complainant by the name of the controller, both ways. */
    readonly complainants: Readonly<Record<string, AcnsContact>>;
    readonly serviceProviderEmail: string;
  } | null;
  readonly xarf: { readonly reporter: XarfContact; readonly sender: XarfContact } | null;
}

const ownLayout: CsvLayout = { delimiter: ',', encoding: 'utf-8', formulas: 'neutralised', columns: ownColumns };

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
  encoding: choice(['utf-8', 'windows-1252']).default('utf-8'),
  formulas: choice(['neutralised', 'literal']).default('literal'),
  columns: list(closedObject({ column: text(256), field: choice(csvFields).nullable() }), 1, 200),
}).refine(({ columns }) => areDistinct(columns), { path: ['columns'] });

const acnsContact: z.ZodType<AcnsContact> = closedObject({ entity: text(256), email: text(254) });

const xarfContact: z.ZodType<XarfContact> = closedObject({
  org: text(200),
  contact: z.email().max(254),
  domain: z.hostname(),
});

const mappingSchema: z.ZodType<Mapping> = closedObject({
  defaults: defaults.default({}),
  assumeUtc: z.boolean().default(false),
  sha1IsInfoHash: z.boolean().default(false),
  csv: layout.default(ownLayout),
  acns: closedObject({
    complainants: z.record(name(), acnsContact),
    serviceProviderEmail: text(254).default(''),
  })
    .nullable()
    .default(null),
  xarf: closedObject({ reporter: xarfContact, sender: xarfContact }).nullable().default(null),
});

/** The mapping without a file: our own CSV layout, no defaults, and no contacts. */
export const ownMapping: Mapping = mappingSchema.parse({});

/** Reads a mapping file. Throws `mapping-invalid`, with the field. */
export function parseMapping(bytes: Uint8Array): Mapping {
  const result = mappingSchema.safeParse(parseJsonFile(bytes));
  if (result.success) return result.data;
  const field = result.error.issues[0]?.path.join('.');
  throw new FormatsError('mapping-invalid', field ? { field: quoteUntrusted(field) } : {}, { cause: result.error });
}

/** Whether no column and no field stands twice. */
function areDistinct(columns: CsvLayout['columns']): boolean {
  const fields = columns.map(({ field }) => field).filter((field) => field !== null);
  const names = columns.map(({ column }) => column);
  return new Set(fields).size === fields.length && new Set(names).size === names.length;
}
